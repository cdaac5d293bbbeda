// Bundles the browser parts into dist/. They run under a strict CSP: no eval, no injected styles.
// SPDX-License-Identifier: MIT
import { build } from "esbuild";
import { readFile, stat, writeFile } from "node:fs/promises";

const LIMIT_BYTES = 400 * 1024;

const { metafile } = await build({
  entryPoints: { editor: "src/editor.js" },
  metafile: true,
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2020"],
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
});
await build({ entryPoints: { editor: "src/editor.css" }, outdir: "dist", bundle: true, minify: true, charset: "utf8" });

const text = await readFile("dist/editor.js", "utf8");
for (const word of ["eval(", "new Function", 'createElement("style")', "createElement('style')"])
  if (text.includes(word)) throw new Error(`editor.js holds ${word}`);
const size = (await stat("dist/editor.js")).size + (await stat("dist/editor.css")).size;
if (size > LIMIT_BYTES) throw new Error(`editor is ${size} bytes, more than ${LIMIT_BYTES}`);
// What is inside carries its licences with it.
const packages = new Set(Object.keys(metafile.inputs).map((path) => /node_modules\/((@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean));
const notices = await Promise.all([...packages].sort().map(async (name) => `${name}\n\n${await readFile(`node_modules/${name}/LICENSE`, "utf8")}`));
await writeFile("dist/editor-licences.txt", notices.join("\n----\n\n"));

console.log(`editor: ${Math.round(size / 1024)} KiB`);
