import assert from "node:assert/strict";
import { test } from "node:test";
import { colour, contrastWithWhite, readOptions } from "../src/options.ts";
import { stringsFor } from "../src/strings.ts";

test("a colour on which white cannot be read is not taken", () => {
  assert.equal(colour("#7a1f5c"), "#7a1f5c");
  assert.equal(colour("#ffee00"), "#0f5c5c");
  assert.equal(colour("red; } * { display: none"), "#0f5c5c");
  assert.equal(Math.round(contrastWithWhite("#000000")), 21);
});

test("what a page does not set has a default", () => {
  const options = readOptions(() => null, "https://adviser.example");
  assert.deepEqual(options, {
    origin: "https://adviser.example",
    locale: "en-AU",
    title: "",
    colour: "#0f5c5c",
    position: "bottom-right",
    greeting: "",
    suggestions: [],
  });
});

test("suggestions are parted by bars, and a wrong origin or locale is not taken", () => {
  const set: Record<string, string> = {
    suggestions: " a | b||",
    origin: "javascript:x",
    locale: "no such locale!",
    position: "bottom-left",
  };
  const options = readOptions((name) => set[name] ?? null, "https://adviser.example");
  assert.deepEqual(options.suggestions, ["a", "b"]);
  assert.equal(options.origin, "https://adviser.example");
  assert.equal(options.locale, "en-AU");
  assert.equal(options.position, "bottom-left");
});

test("an unknown language is spoken in English", () => {
  assert.equal(stringsFor("xx").send, "Send");
});

test("every language has every word, and none is left in English", () => {
  const [english, chinese] = [stringsFor("en"), stringsFor("zh-CN")];
  assert.deepEqual(Object.keys(chinese), Object.keys(english));
  for (const words of [...Object.values(chinese), ...Object.values(chinese.verdicts)])
    if (typeof words === "string") assert.doesNotMatch(words, /[A-Za-z]/);
});

test("a page's locale comes before the browser's, which is taken where it is spoken", () => {
  const none = () => null;
  assert.equal(readOptions(none, "", "zh-CN").locale, "zh-CN");
  assert.equal(readOptions(none, "", "fr-FR").locale, "en-AU");
  assert.equal(readOptions(none, "", "en-US").locale, "en-AU");
  const set = (name: string) => (name === "locale" ? "en-AU" : null);
  assert.equal(readOptions(set, "", "zh-CN").locale, "en-AU");
});
