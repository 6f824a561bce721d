import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

// Whatever reads text as markup or as code.
const FORBIDDEN = new RegExp(
  [
    /innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment/,
    /document\.write|\beval\(|new Function|\.style\b/,
  ]
    .map((pattern) => pattern.source)
    .join("|"),
);

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? sources(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

test("nothing reads text as markup or code, in the source or in the bundle", () => {
  const files = [...sources("src"), "../bot/static/widget.js"];
  assert.ok(files.length > 8);
  for (const file of files) assert.doesNotMatch(readFileSync(file, "utf8"), FORBIDDEN, file);
});
