// Where a conversation's key is kept while a visitor moves from page to page of a site.

export interface Storage {
  get(): string | null;
  set(value: string): void;
}

// The key of one adviser is never shown to another: each origin has a place of its own.
// A page may forbid storage, or have none; the conversation then lasts as long as the page.
export function sessionStorageFor(origin: string): Storage {
  const place = `career-adviser ${origin}`;
  return {
    get: () => {
      try {
        return sessionStorage.getItem(place);
      } catch {
        return null;
      }
    },
    set: (value) => {
      try {
        sessionStorage.setItem(place, value);
      } catch {
        return;
      }
    },
  };
}
