// Builds the bundle. With --compare, builds in memory and fails unless the committed file is the
// same, byte for byte.
import { readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { styleSheets, TARGET } from "./bundling.mjs";

const GZIP_BYTES_MAX = 15 * 1024;
const isComparison = process.argv[2] === "--compare";
const target = process.argv[isComparison ? 3 : 2];

const result = await build({
  entryPoints: ["src/main.ts"],
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  target: TARGET,
  plugins: [styleSheets],
  charset: "utf8",
  legalComments: "none",
  banner: { js: "/* Course adviser widget. Apache-2.0 */" },
});
const bundle = Buffer.from(result.outputFiles[0].contents);
const size = gzipSync(bundle).length;
console.log(`${bundle.length} bytes, ${size} compressed`);
if (size > GZIP_BYTES_MAX) {
  throw new Error(`expected at most ${GZIP_BYTES_MAX} compressed bytes, got ${size}`);
}
if (isComparison) {
  if (!bundle.equals(await readFile(target))) {
    throw new Error(`${target} is not what its source builds: run "npm run build" and commit it`);
  }
  console.log(`${target} is what its source builds`);
} else {
  await writeFile(target, bundle);
}
