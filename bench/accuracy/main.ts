/** `node bench/accuracy/main.ts [--write]`: every real frame's numbers beside SEP's, Source Extractor's and Gaussian fits'. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";
import { accuracyTables } from "./accuracy-tables.ts";
import { compareFrames, compareOwnAssemblies } from "./compare-frames.ts";

const page = fileURLToPath(new URL("../../docs/pixel-accuracy.md", import.meta.url));
const [begin, end] = ["<!-- accuracy:begin -->", "<!-- accuracy:end -->"];

const folder = sharedPath("data");
if (folder === null) {
  process.stdout.write(`${absent("data")}\n`);
} else {
  const tables = accuracyTables([...compareFrames(folder)], [...compareOwnAssemblies(folder)]).join("\n");
  process.stdout.write(`${tables}\n`);
  if (process.argv.includes("--write")) writeTables(tables);
}

/** Puts the tables between the page's markers. */
function writeTables(tables: string): void {
  const text = readFileSync(page, "utf8");
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${page} must hold ${begin} and, after it, ${end}`);
  writeFileSync(page, `${text.slice(0, from + begin.length)}\n\n${tables}\n\n${text.slice(to)}`);
}
