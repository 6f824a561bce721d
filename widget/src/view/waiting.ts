// What stands in the log while a reply is on its way, or when it did not come.

import type { Strings } from "../strings.ts";
import { button, element } from "./nodes.ts";

// Dots, then the reply's words as they come. Not announced: the whole reply is, once it is there.
export class Typing {
  readonly root = element(
    "div",
    { class: "typing bubble", "aria-hidden": "true" },
    element("i"),
    element("i"),
    element("i"),
  );

  write(text: string): void {
    this.root.className = "written bubble";
    this.root.replaceChildren(text);
  }
}

export function renderFailure(sentence: string, strings: Strings, retry: () => void): HTMLElement {
  const root = element("div", { class: "failure", role: "alert" }, element("p", {}, sentence));
  const again = () => {
    root.remove();
    retry();
  };
  root.append(button({ class: "retry" }, again, strings.retry));
  return root;
}
