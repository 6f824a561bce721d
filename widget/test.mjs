// Bundles each test with what it tests, and runs node's test runner on the bundles.
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { styleSheets, TARGET } from "./bundling.mjs";

// Inside node_modules, so that what a bundle imports from there is found.
const folder = await mkdtemp(join("node_modules", ".tests-"));
const tests = (await readdir("tests")).filter((name) => name.endsWith(".test.ts"));
await build({
  entryPoints: tests.map((name) => join("tests", name)),
  bundle: true,
  platform: "node",
  format: "esm",
  target: TARGET,
  plugins: [styleSheets],
  external: ["jsdom"],
  outdir: folder,
  outExtension: { ".js": ".mjs" },
});
const files = tests.map((name) => join(folder, name.replace(/\.ts$/, ".mjs")));
const run = spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" });
await rm(folder, { recursive: true });
process.exit(run.status ?? 1);
