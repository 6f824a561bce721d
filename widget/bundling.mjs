// What the bundle and its tests have in common: a style sheet is imported as its text.
import { readFile } from "node:fs/promises";
import { transform } from "esbuild";

export const TARGET = "es2022";

export const styleSheets = {
  name: "style-sheets",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const { code } = await transform(source, { loader: "css", minify: true, target: TARGET });
      return { contents: code.trim(), loader: "text" };
    });
  },
};
