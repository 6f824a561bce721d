// Where things stand on the page.

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

// Whether nothing of the lower box can be seen around the upper one.
export function covers(upper: Box, lower: Box): boolean {
  return (
    upper.left <= lower.left &&
    upper.top <= lower.top &&
    upper.right >= lower.right &&
    upper.bottom >= lower.bottom
  );
}
