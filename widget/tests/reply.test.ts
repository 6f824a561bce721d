import assert from "node:assert/strict";
import { test } from "node:test";
import { parseReply } from "../src/reply.ts";

test("a block of an unknown type is left out and the rest is kept", () => {
  const reply = parseReply({
    text: "hi",
    blocks: [{ type: "hologram" }, { type: "paragraph", text: "hi" }, 7, null],
  });
  assert.deepEqual(reply, { text: "hi", blocks: [{ type: "paragraph", text: "hi" }] });
});

test("an address that is no web address becomes no link", () => {
  for (const url of [
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example",
    7,
    null,
    " https://x.example",
  ]) {
    const [block] = parseReply({
      blocks: [{ type: "quote", text: "q", citation: { title: "t", url } }],
    }).blocks;
    assert.ok(block?.type === "quote");
    assert.equal(block.url, null);
  }
});

test("a course keeps one verdict for each reason", () => {
  const why = [
    { criterion: "subject", verdict: "met" },
    { criterion: "price", verdict: "surprising" },
  ];
  const [block] = parseReply({
    blocks: [
      {
        type: "course",
        course: { title: "T", why },
        facts: [["Level", "Short"]],
        why_lines: ["a", "b"],
      },
    ],
  }).blocks;
  assert.ok(block?.type === "course");
  assert.deepEqual(block.course.verdicts, ["met", "unknown"]);
  assert.deepEqual(block.facts, [["Level", "Short"]]);
});

test("anything at all can be read", () => {
  for (const value of [null, undefined, 7, "x", [], {}, { blocks: "no" }, { blocks: [[]] }]) {
    assert.deepEqual(parseReply(value).blocks, []);
  }
});
