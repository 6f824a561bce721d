// Each block of a reply as elements.

import type { Outgoing } from "../api.ts";
import type { Block, Reply, Verdict } from "../reply.ts";
import type { Strings } from "../strings.ts";
import { button, element, hidden, prose } from "./nodes.ts";

export interface Context {
  readonly strings: Strings;
  readonly locale: string;
  readonly send: (outgoing: Outgoing, shown: string) => void;
}

const SIGNS: Readonly<Record<Verdict, string>> = { met: "✓", near: "≈", unknown: "?", not_met: "✕" };

export function renderReply(reply: Reply, context: Context): HTMLElement {
  const blocks = reply.blocks.map((block) => renderBlock(block, context));
  return element("div", { class: "turn adviser" }, hidden(`${context.strings.adviser}: `), ...blocks);
}

export function renderVisitor(text: string, strings: Strings): HTMLElement {
  const said = element("p", { class: "bubble" }, hidden(`${strings.you}: `), text);
  return element("div", { class: "turn visitor" }, said);
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
      return course(block, context);
    case "comparison":
      return comparison(block);
    case "choices":
      return choices(block, context);
    case "form":
      return form(block, context);
  }
}

type Of<T extends Block["type"]> = Extract<Block, { type: T }>;

function quote(block: Of<"quote">, context: Context): HTMLElement {
  const source = element("figcaption", {}, link(block.url, block.title, context.strings));
  if (block.updatedOn) source.append(" · ", date(block.updatedOn, context.locale));
  return element("figure", {}, element("blockquote", {}, ...prose(block.text)), source);
}

function course(block: Of<"course">, context: Context): HTMLElement {
  const { course: shown } = block;
  const head = element("h3", {}, link(shown.url, shown.title, context.strings));
  const provider = element("p", { class: "provider" }, shown.provider);
  if (shown.isSample) provider.append(" ", element("span", { class: "mark" }, context.strings.sample));
  const facts = element("dl", {});
  for (const [label, value] of block.facts) {
    facts.append(element("div", {}, element("dt", {}, label), element("dd", {}, value)));
  }
  const card = element("article", { class: "card" }, head, provider, facts);
  if (block.why.length) card.append(reasons(block, context.strings));
  return card;
}

function reasons(block: Of<"course">, strings: Strings): HTMLElement {
  const lines = block.why.map((line, number) => {
    const verdict = block.course.verdicts[number] ?? "unknown";
    const sign = element("span", { class: "sign", "aria-hidden": "true" }, SIGNS[verdict]);
    return element("li", { class: verdict }, sign, hidden(`${strings.verdicts[verdict]}: `), line);
  });
  return element("ul", { class: "why" }, ...lines);
}

function comparison(block: Of<"comparison">): HTMLElement {
  const heads = block.titles.map((title) => element("th", { scope: "col" }, title));
  const rows = block.rows.map(([label, values]) =>
    element("tr", {}, element("th", { scope: "row" }, label), ...values.map((value) => element("td", {}, value))),
  );
  const head = element("thead", {}, element("tr", {}, element("td"), ...heads));
  return element("div", { class: "table" }, element("table", {}, head, element("tbody", {}, ...rows)));
}

function choices(block: Of<"choices">, context: Context): HTMLElement {
  const offered = block.choices.map((choice) =>
    button(choice.label, { class: "choice" }, () => context.send({ choice_id: choice.id }, plainLabel(choice.label))),
  );
  return element("div", { class: "choices" }, ...offered);
}

function form(block: Of<"form">, context: Context): HTMLElement {
  const input = element("input", { type: block.inputType, autocomplete: block.autocomplete, required: "", maxlength: "320" });
  const label = element("label", {}, block.label, input);
  const made = element("form", { class: "form" }, label, element("button", { type: "submit" }, block.submitLabel));
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text) context.send({ text }, text);
  });
  return made;
}

function link(url: string | null, text: string, strings: Strings): Node {
  if (!url) return document.createTextNode(text);
  const made = element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
  made.append(hidden(` (${strings.newWindow})`));
  return made;
}

function date(iso: string, locale: string): HTMLTimeElement {
  const day = new Date(`${iso}T00:00:00Z`);
  const isDate = !Number.isNaN(day.getTime());
  const spoken = isDate ? day.toLocaleDateString(locale, { dateStyle: "long", timeZone: "UTC" }) : iso;
  return element("time", { datetime: iso }, spoken);
}

// What the visitor chose, without the number of courses that stood on the button.
function plainLabel(label: string): string {
  return label.replace(/ \(\d+\)$/, "");
}
