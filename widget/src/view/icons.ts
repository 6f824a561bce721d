// Line icons, drawn on a grid of 24 by 24 units. They are decoration: a name stands beside each.

const NAMESPACE = "http://www.w3.org/2000/svg";

const PATHS = {
  chat: "M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z",
  close: "M6 6l12 12M18 6L6 18",
  send: "M12 20V5M5.5 11.5L12 5l6.5 6.5",
  cap: "M2 9.5L12 5l10 4.5L12 14zM6 11.5V16c2.5 2.6 9.5 2.6 12 0v-4.5M22 9.5V15",
} as const;

export function icon(name: keyof typeof PATHS): SVGSVGElement {
  const drawing = document.createElementNS(NAMESPACE, "svg");
  const path = document.createElementNS(NAMESPACE, "path");
  path.setAttribute("d", PATHS[name]);
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  drawing.append(path);
  return drawing;
}
