import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Outgoing } from "../src/api.ts";
import { parseReply } from "../src/reply.ts";
import { stringsFor } from "../src/strings.ts";
import { renderReply, renderSuggestions, renderVisitor } from "../src/view/blocks.ts";
import { covers } from "../src/view/covering.ts";
import { renderFailure, Typing } from "../src/view/waiting.ts";
import { find, newDocument, shown } from "./dom.ts";

const STRINGS = stringsFor("en-AU");
const sent: [Outgoing, string][] = [];
const CONTEXT = {
  strings: STRINGS,
  locale: "en-AU",
  send: (outgoing: Outgoing, words: string) => void sent.push([outgoing, words]),
};

function render(...blocks: readonly object[]): HTMLElement {
  return renderReply(parseReply({ blocks }), CONTEXT);
}

function quote(text: string, url: unknown, updated_on: string | null = null): HTMLElement {
  return render({ type: "quote", text, citation: { title: "Guide", url, updated_on } });
}

beforeEach(() => {
  newDocument();
  sent.length = 0;
});

test("a quotation names its source and date, and its list is a list", () => {
  const turn = quote("Look at:\n• price\n• length", "https://site.example/guide", "2026-11-03");
  const items = [...turn.querySelectorAll("figure > blockquote > ul > li")];
  assert.deepEqual(
    items.map((item) => item.textContent),
    ["price", "length"],
  );
  assert.equal(find(turn, "blockquote > p").textContent, "Look at:");
  assert.equal(shown(find(turn, "figcaption")), "Guide · 3 November 2026");
  assert.equal(find(turn, "time").getAttribute("datetime"), "2026-11-03");
});

test("what was asked for stands out in a quotation, and is never read as markup", () => {
  const turn = render({
    type: "quote",
    text: "It takes 6 weeks, 6 weeks & <b>no more</b>.\n• 12 months",
    citation: { title: "Guide", url: null },
    emphasis: ["6 weeks", "12 months", "<b>no more</b>"],
  });
  const strong = [...turn.querySelectorAll("blockquote strong")].map((node) => node.textContent);
  assert.deepEqual(strong, ["6 weeks", "6 weeks", "<b>no more</b>", "12 months"]);
  assert.equal(find(turn, "blockquote > p").textContent, "It takes 6 weeks, 6 weeks & <b>no more</b>.");
});

test("a source opens in a new tab that cannot reach back, and says so", () => {
  const link = find<HTMLAnchorElement>(quote("q", "https://site.example/guide"), "a");
  assert.equal(link.target, "_blank");
  assert.ok(link.relList.contains("noopener"));
  assert.equal(link.textContent, "Guide (opens in a new tab)");
});

test("a source without a web address is named without a link", () => {
  const turn = quote("q", "javascript:alert(1)");
  assert.equal(turn.querySelector("a"), null);
  assert.equal(find(turn, "figcaption").textContent, "Guide");
});

test("neighbouring paragraphs share a bubble and keep their line breaks", () => {
  const turn = render(
    { type: "paragraph", text: "one\ntwo" },
    { type: "paragraph", text: "three" },
  );
  assert.equal(turn.querySelectorAll(".bubble").length, 1);
  assert.equal(turn.querySelectorAll(".bubble > p").length, 2);
  assert.equal(turn.querySelectorAll("br").length, 1);
});

test("a course shows its facts, and each verdict in a word", () => {
  const verdicts = ["met", "near", "unknown", "not_met"];
  const course = {
    title: "Dog Care",
    provider: "Kookaburra",
    url: null,
    is_sample: true,
    why: verdicts.map((verdict) => ({ verdict })),
  };
  const facts = [["Price", "$90"]];
  const turn = render({ type: "course", course, facts, why_lines: ["a", "b", "c", "d"] });
  assert.equal(shown(find(turn, ".provider")), "Kookaburra Sample");
  assert.equal(shown(find(turn, "dl")), "Price$90");
  assert.deepEqual(
    [...turn.querySelectorAll("ul.why li")].map((line) => line.textContent),
    ["✓ Fits a", "≈ Close b", "? Not known c", "✕ Doesn't fit d"],
  );
});

test("a course that was asked for by name has no reasons, and none are announced", () => {
  const turn = render({ type: "course", course: { title: "Dog Care" }, facts: [], why_lines: [] });
  assert.equal(shown(find(turn, "article")), "Dog Care");
});

test("a comparison tells which course and which field each value belongs to", () => {
  const rows = [["Price", ["$90", "$120"]]];
  const turn = render({ type: "comparison", titles: ["A", "B"], rows });
  const heads = (scope: string) =>
    [...turn.querySelectorAll(`th[scope=${scope}]`)].map((head) => head.textContent);
  assert.deepEqual(heads("col"), ["A", "B"]);
  assert.deepEqual(heads("row"), ["Price"]);
  assert.equal(turn.querySelectorAll("td").length, 3);
  assert.equal(find(turn, ".table").getAttribute("tabindex"), "0");
});

test("a quick reply sends its id and is shown without its count", () => {
  const choices = [{ id: "subject:beauty", label: "Beauty (12)" }];
  find<HTMLButtonElement>(render({ type: "choices", choices }), "button").click();
  assert.deepEqual(sent, [[{ choice_id: "subject:beauty" }, "Beauty"]]);
});

test("a suggestion is sent as the visitor's own words", () => {
  find<HTMLButtonElement>(renderSuggestions(["What is a badge?"], CONTEXT), "button").click();
  assert.deepEqual(sent, [[{ text: "What is a badge?" }, "What is a badge?"]]);
});

test("a form asks for an address in a way that browsers can fill in, and sends no blank", () => {
  const turn = render({
    type: "form",
    name: "email",
    label: "Your email address",
    input_type: "email",
    autocomplete: "email",
    submit_label: "Send",
  });
  const input = find<HTMLInputElement>(turn, "label input");
  assert.deepEqual([input.type, input.name, input.autocomplete], ["email", "email", "email"]);
  const form = find<HTMLFormElement>(turn, "form");
  form.dispatchEvent(new Event("submit"));
  assert.deepEqual(sent, []);
  input.value = "sam@example.org";
  form.dispatchEvent(new Event("submit", { cancelable: true }));
  assert.deepEqual(sent, [[{ text: "sam@example.org" }, "sam@example.org"]]);
});

test("markup in any text is shown as it is", () => {
  const text = "<img src=x onerror=alert(1)>";
  const course = { title: text, provider: text, why: [{ verdict: "met" }] };
  const turn = render(
    { type: "paragraph", text },
    { type: "notice", tone: "warning", text },
    { type: "quote", text, citation: { title: text, url: null } },
    { type: "course", course, facts: [[text, text]], why_lines: [text] },
    { type: "comparison", titles: [text], rows: [[text, [text]]] },
    { type: "choices", choices: [{ id: "a", label: text }] },
    { type: "form", label: text, input_type: "text", submit_label: text },
  );
  turn.append(
    renderVisitor(text, STRINGS),
    renderFailure(text, STRINGS, () => undefined),
  );
  assert.equal(turn.querySelector("img"), null);
  assert.equal(turn.textContent?.split(text).length, 17 + 1);
});

test("a failure is an alert that goes away when its button is pressed", () => {
  let retries = 0;
  const failure = renderFailure("No connection.", STRINGS, () => (retries += 1));
  document.body.append(failure);
  assert.equal(failure.getAttribute("role"), "alert");
  find<HTMLButtonElement>(failure, "button").click();
  assert.equal(retries, 1);
  assert.equal(failure.isConnected, false);
});

test("what is being written is not announced piece by piece", () => {
  const typing = new Typing();
  assert.equal(typing.root.childElementCount, 3);
  typing.write("I found");
  typing.write("I found 3 courses");
  assert.equal(typing.root.textContent, "I found 3 courses");
  assert.equal(typing.root.getAttribute("aria-hidden"), "true");
});

test("a box covers another only where it reaches past all four of its sides", () => {
  const panel = { left: 10, top: 10, right: 50, bottom: 50 };
  assert.equal(covers(panel, { left: 10, top: 20, right: 50, bottom: 30 }), true);
  for (const out of [{ left: 9 }, { top: 9 }, { right: 51 }, { bottom: 51 }]) {
    assert.equal(covers(panel, { left: 20, top: 20, right: 30, bottom: 30, ...out }), false);
  }
});
