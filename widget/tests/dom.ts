// A document for the views to build in.

import { JSDOM } from "jsdom";

export function newDocument(): Document {
  const { window } = new JSDOM("<!doctype html><body>", { url: "https://site.example/" });
  const { document, sessionStorage, Event } = window;
  Object.assign(globalThis, { document, sessionStorage, Event });
  return document;
}

export function find<E extends Element>(root: ParentNode, selector: string): E {
  const found = root.querySelector<E>(selector);
  if (!found) throw new Error(`expected an element ${selector}, found none`);
  return found;
}

// What is shown, without what only screen readers say.
export function shown(root: Element): string {
  const copy = root.cloneNode(true) as Element;
  for (const hidden of copy.querySelectorAll(".visually-hidden")) hidden.remove();
  return copy.textContent ?? "";
}
