// Elements out of text alone: whatever a text holds, it is shown and never read as markup.

type Attributes = Readonly<Record<string, string>>;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

export function button(label: string, attributes: Attributes, onPress: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", onPress);
  return made;
}

export function hidden(text: string): HTMLSpanElement {
  return element("span", { class: "visually-hidden" }, text);
}

const BULLET = "• ";

// Paragraphs apart by blank lines; lines that start with a bullet are a list.
export function prose(text: string): Node[] {
  return text.split(/\n{2,}/).map((part) => {
    const lines = part.split("\n");
    if (lines.every((line) => line.startsWith(BULLET))) return list(lines);
    const firstItem = lines.findIndex((line) => line.startsWith(BULLET));
    if (firstItem > 0 && lines.slice(firstItem).every((line) => line.startsWith(BULLET))) {
      return element("div", {}, paragraph(lines.slice(0, firstItem)), list(lines.slice(firstItem)));
    }
    return paragraph(lines);
  });
}

function paragraph(lines: readonly string[]): HTMLParagraphElement {
  return element("p", {}, ...lines.flatMap((line, number) => (number ? [element("br"), line] : [line])));
}

function list(lines: readonly string[]): HTMLUListElement {
  return element("ul", {}, ...lines.map((line) => element("li", {}, line.slice(BULLET.length))));
}
