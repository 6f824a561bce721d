// A course as a card: what learners compare, and how it stands to each wish.

import type { Block, Verdict } from "../reply.ts";
import type { Strings } from "../strings.ts";
import { element, link } from "./nodes.ts";

type CourseBlock = Extract<Block, { type: "course" }>;

const SIGNS: Readonly<Record<Verdict, string>> = {
  met: "✓",
  near: "≈",
  unknown: "?",
  not_met: "✕",
};

export function courseCard(block: CourseBlock, strings: Strings): HTMLElement {
  const { course } = block;
  const title = element("h3", {}, link(course.url, course.title, strings.newWindow));
  const card = element("article", { class: "card" }, title);
  const provider = element("p", { class: "provider" }, course.provider);
  if (course.isSample) provider.append(" ", element("span", { class: "mark" }, strings.sample));
  if (provider.hasChildNodes()) card.append(provider);
  if (block.facts.length) card.append(facts(block));
  if (block.why.length) card.append(...reasons(block, strings));
  return card;
}

function facts(block: CourseBlock): HTMLElement {
  const rows = block.facts.map(([label, value]) =>
    element("div", {}, element("dt", {}, label), element("dd", {}, value)),
  );
  return element("dl", {}, ...rows);
}

function reasons(block: CourseBlock, strings: Strings): HTMLElement[] {
  const lines = block.why.map((line, number) => {
    const verdict = block.course.verdicts[number] ?? "unknown";
    const sign = element("span", { "aria-hidden": "true" }, SIGNS[verdict]);
    const word = element("span", { class: "verdict" }, sign, " ", strings.verdicts[verdict]);
    // The space parts the two for those who hear the line.
    return element("li", { class: verdict }, word, " ", element("span", {}, line));
  });
  return [element("h4", {}, strings.why), element("ul", { class: "why" }, ...lines)];
}
