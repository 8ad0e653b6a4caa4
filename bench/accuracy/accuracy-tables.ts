/** Comparisons as Markdown tables: by folder, by file, and the source matches. */
import { percentile } from "../percentile.ts";
import type { Comparison, Frame } from "./compare-frames.ts";
import { type Quantity, quantities, type Tool } from "./quantities.ts";

/** A folder with more files than this is folded away in the table of values. */
const fewFiles = 30;
const tools: readonly Tool[] = ["SEP", "Source Extractor", "Gaussian fits"];

/**
 * @param ownAssemblies the raws of several amplifiers as the engine itself puts them together.
 * @returns the lines of all tables.
 */
export function accuracyTables(frames: readonly Frame[], ownAssemblies: readonly Frame[]): string[] {
  return [
    "### Deviation by folder, median · worst, %",
    "",
    ...folderTable(frames),
    "",
    ...tools.flatMap((tool) => [`### Value by value: ours / ${tool}`, "", ...valueTables(frames, tool), ""]),
    "### The engine's own assembly of raws: ours / SEP",
    "",
    ...ownAssemblyTable(ownAssemblies),
  ];
}

/** Levels are left out: they are in counts here and in electrons there. */
function ownAssemblyTable(frames: readonly Frame[]): string[] {
  const columns = quantities.filter(({ tool, name }) => tool === "SEP" && name !== "background" && name !== "rms");
  return table(["file", ...columns.map(({ name }) => name)], rowsOf(frames, columns));
}

function folderTable(frames: readonly Frame[]): string[] {
  const folders = Map.groupBy(frames, ({ folder }) => folder);
  const heads = [...folders].map(([folder, inside]) => `${folder} (${inside.length})`);
  const rows = quantities.map((quantity) => [
    quantity.tool,
    quantity.name,
    quantity.limit === null ? "—" : `${100 * quantity.limit}`,
    ...[...folders.values()].map((inside) => spread(inside, quantity)),
  ]);
  const matches = ["SEP", "sources above 10 σ found", "≥ 98", ...[...folders.values()].map(matchCell)];
  return table(["against", "quantity", "limit", ...heads], [...rows, matches]);
}

/** Median and greatest deviation, %. */
function spread(frames: readonly Frame[], quantity: Quantity): string {
  const deviations = frames
    .map((frame) => comparisonOf(frame, quantity)?.deviation ?? null)
    .filter((deviation) => deviation !== null)
    .map((deviation) => 100 * deviation);
  if (deviations.length === 0) return "—";
  return `${percent(percentile(deviations, 50))} · ${percent(Math.max(...deviations))}`;
}

function percent(value: number): string {
  return value.toFixed(value < 10 ? 3 : 0);
}

function matchCell(frames: readonly Frame[]): string {
  const count = frames.reduce((sum, { matches }) => sum + (matches?.count ?? 0), 0);
  const matched = frames.reduce((sum, { matches }) => sum + (matches?.matched ?? 0), 0);
  return count === 0 ? "—" : `${matched} of ${count}, ${((100 * matched) / count).toFixed(1)} %`;
}

/** One table of the folders with few files, and one folded away for each other. */
function valueTables(frames: readonly Frame[], tool: Tool): string[] {
  const byFolder = [...Map.groupBy(frames, ({ folder }) => folder).values()];
  const open = byFolder.filter(({ length }) => length <= fewFiles).flat();
  const folded = byFolder.filter(({ length }) => length > fewFiles);
  return [
    ...valueTable(open, tool),
    ...folded.flatMap((inside) => [
      "",
      `<details><summary>${inside[0]?.folder}/, ${inside.length} files</summary>`,
      "",
      ...valueTable(inside, tool),
      "",
      "</details>",
    ]),
  ];
}

function valueTable(frames: readonly Frame[], tool: Tool): string[] {
  const columns = quantities.filter((quantity) => quantity.tool === tool);
  const withMatches = tool === "SEP";
  const heads = ["file", ...columns.map(({ name }) => name), ...(withMatches ? ["> 10 σ found"] : [])];
  const rows = rowsOf(frames, columns);
  if (!withMatches) return table(heads, rows);
  const found = frames.map(({ matches }) => (matches ? `${matches.matched} / ${matches.count}` : "—"));
  return table(
    heads,
    rows.map((row, at) => [...row, found[at] ?? "—"]),
  );
}

function rowsOf(frames: readonly Frame[], columns: readonly Quantity[]): string[][] {
  return frames.map((frame) => [
    frame.file,
    ...columns.map((quantity) => valueCell(comparisonOf(frame, quantity), quantity.digits)),
  ]);
}

function comparisonOf({ comparisons }: Frame, quantity: Quantity): Comparison | undefined {
  return comparisons.find((comparison) => comparison.quantity === quantity);
}

function valueCell(comparison: Comparison | undefined, digits: number): string {
  const text = (value: number | null | undefined) => value?.toFixed(digits) ?? "—";
  return `${text(comparison?.ours)} / ${text(comparison?.reference)}`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(heads), `|${heads.map(() => "---").join("|")}|`, ...rows.map(line)];
}
