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

export function button(
  attributes: Attributes,
  onPress: () => void,
  ...children: readonly (Node | string)[]
): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes }, ...children);
  made.addEventListener("click", onPress);
  return made;
}

// The text alone where there is no address. `newWindow` says what those who can't see don't expect.
export function link(url: string | null, text: string, newWindow: string): Node {
  if (!url) return document.createTextNode(text);
  const attributes = { href: url, target: "_blank", rel: "noopener noreferrer" };
  return element("a", attributes, text, hidden(` (${newWindow})`));
}

export function hidden(text: string): HTMLSpanElement {
  return element("span", { class: "visually-hidden" }, text);
}

const BULLET = "• ";

// Blank lines part paragraphs, other line breaks are kept, lines with a bullet make a list. What is
// in `emphasis` stands out wherever it is said.
export function prose(text: string, emphasis: readonly string[] = []): Node[] {
  const render = (lines: readonly string[]) => renderRun(lines, emphasis);
  return text.split(/\n{2,}/).flatMap((part) => runs(part.split("\n")).map(render));
}

// Neighbouring lines of one kind.
function runs(lines: readonly string[]): string[][] {
  const found: string[][] = [];
  for (const line of lines) {
    const last = found.at(-1);
    if (last && isItem(last[0]) === isItem(line)) last.push(line);
    else found.push([line]);
  }
  return found;
}

function isItem(line: string | undefined): boolean {
  return line?.startsWith(BULLET) ?? false;
}

function renderRun(lines: readonly string[], emphasis: readonly string[]): HTMLElement {
  if (!isItem(lines[0])) {
    const broken = lines.flatMap((line, number) => [
      ...(number ? [element("br")] : []),
      ...emphasised(line, emphasis),
    ]);
    return element("p", {}, ...broken);
  }
  const items = lines.map((line) =>
    element("li", {}, ...emphasised(line.slice(BULLET.length), emphasis)),
  );
  return element("ul", {}, ...items);
}

function emphasised(line: string, emphasis: readonly string[]): (Node | string)[] {
  const phrases = [...emphasis].sort((one, other) => other.length - one.length);
  for (const phrase of phrases) {
    const at = line.indexOf(phrase);
    if (at >= 0) {
      const rest = line.slice(at + phrase.length);
      return [
        ...emphasised(line.slice(0, at), emphasis),
        element("strong", {}, phrase),
        ...emphasised(rest, emphasis),
      ];
    }
  }
  return line ? [line] : [];
}
