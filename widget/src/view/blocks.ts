// Each block of a reply as elements.

import type { Outgoing } from "../api.ts";
import type { Block, Reply } from "../reply.ts";
import type { Strings } from "../strings.ts";
import { courseCard } from "./course.ts";
import { button, element, hidden, link, prose } from "./nodes.ts";

export interface Context {
  readonly strings: Strings;
  readonly locale: string;
  readonly send: (outgoing: Outgoing, shown: string) => void;
}

type Of<T extends Block["type"]> = Extract<Block, { type: T }>;

export function renderReply(reply: Reply, context: Context): HTMLElement {
  const turn = element("div", { class: "turn adviser" }, hidden(`${context.strings.adviser}: `));
  let before: HTMLElement | null = null;
  for (const block of reply.blocks) {
    if (block.type === "paragraph" && before?.classList.contains("bubble")) {
      before.append(...prose(block.text));
    } else {
      turn.append((before = renderBlock(block, context)));
    }
  }
  return turn;
}

export function renderVisitor(text: string, strings: Strings): HTMLElement {
  const said = element("p", { class: "bubble" }, hidden(`${strings.you}: `), text);
  return element("div", { class: "turn visitor" }, said);
}

// Sends its words as the visitor's own.
export function renderSuggestions(texts: readonly string[], context: Context): HTMLElement {
  const offered = texts.map((text) =>
    button({ class: "choice" }, () => context.send({ text }, text), text),
  );
  return element("div", { class: "choices" }, ...offered);
}

function renderBlock(block: Block, context: Context): HTMLElement {
  switch (block.type) {
    case "paragraph":
      return element("div", { class: "bubble" }, ...prose(block.text));
    case "notice":
      return element("div", { class: `notice ${block.tone}`, role: "note" }, ...prose(block.text));
    case "quote":
      return quote(block, context);
    case "course":
      return courseCard(block, context.strings);
    case "comparison":
      return comparison(block, context.strings);
    case "link":
      return element(
        "p",
        { class: "onward" },
        link(block.url, block.label, context.strings.newWindow),
      );
    case "choices":
      return choices(block, context);
    case "form":
      return form(block, context);
  }
}

function quote(block: Of<"quote">, context: Context): HTMLElement {
  const source = element("figcaption", {}, link(block.url, block.title, context.strings.newWindow));
  if (block.updatedOn) source.append(" · ", date(block.updatedOn, context.locale));
  return element("figure", {}, element("blockquote", {}, ...prose(block.text, block.emphasis)), source);
}

function comparison(block: Of<"comparison">, strings: Strings): HTMLElement {
  const heads = block.titles.map((title) => element("th", { scope: "col" }, title));
  const rows = block.rows.map(([label, values]) => {
    const cells = values.map((value) => element("td", {}, value));
    return element("tr", {}, element("th", { scope: "row" }, label), ...cells);
  });
  const head = element("thead", {}, element("tr", {}, element("td"), ...heads));
  const table = element("table", {}, head, element("tbody", {}, ...rows));
  // It may be wider than the panel: those who use keys have to be able to scroll it, too.
  const reachable = { role: "group", tabindex: "0", "aria-label": strings.comparison };
  return element("div", { class: "table", ...reachable }, table);
}

function choices(block: Of<"choices">, context: Context): HTMLElement {
  const offered = block.choices.map(({ id, label }) =>
    button({ class: "choice" }, () => context.send({ choice_id: id }, withoutCount(label)), label),
  );
  return element("div", { class: "choices" }, ...offered);
}

function form(block: Of<"form">, context: Context): HTMLElement {
  const input = element("input", {
    type: block.inputType,
    name: block.name,
    autocomplete: block.autocomplete || "off",
    required: "",
    maxlength: "320",
  });
  const label = element("label", {}, block.label, input);
  const submit = element("button", { type: "submit" }, block.submitLabel);
  const made = element("form", { class: "form" }, label, submit);
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text) context.send({ text }, text);
  });
  return made;
}

function date(iso: string, locale: string): HTMLTimeElement {
  const day = new Date(`${iso}T00:00:00Z`);
  const isDate = !Number.isNaN(day.getTime());
  const long = { dateStyle: "long", timeZone: "UTC" } as const;
  const spoken = isDate ? day.toLocaleDateString(locale, long) : iso;
  return element("time", { datetime: iso }, spoken);
}

// What the visitor chose, without the number of courses that stood on the button.
function withoutCount(label: string): string {
  return label.replace(/ \(\d+\)$/, "");
}
