/** Columns of what other programs tell of exposures: values under their own names, and metrics of other tasks. */
import type { ForeignValue } from "../contributed.ts";
import type { ExposureSummary } from "../exposure.ts";
import type { Judgement } from "../limits.ts";
import { unitAmong } from "../metric-unit.ts";
import { metricOf } from "../metrics.ts";
import type { CellValue, NightColumn } from "./night-column.ts";

/** @returns the key of a column for a name that may hold blanks and brackets: `PSF FWHM (median)` is `x_psf_fwhm_median`. */
export function foreignKey(name: string): string {
  return `x_${name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_|_$/g, "")}`;
}

/** Names that begin so are marks of other columns, and texts of empty channels. */
const isMark = (name: string): boolean => /^[_@]/.test(name);

/** @returns the keys of the columns that others give an exposure. */
export function foreignKeysOf({ contributed }: ExposureSummary): string[] {
  return Object.keys(contributed.values).flatMap((name) => (isMark(name) ? [] : foreignKey(name)));
}

function cellValue(value: ForeignValue | undefined): CellValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "number" || typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return `${value.length} values`;
  const shown = value["DISPLAY_VALUE"];
  return typeof shown === "string" ? shown : `${Object.keys(value).length} values`;
}

const marks: Record<string, Judgement["level"]> = { bad: "error", warning: "warn", ok: "within" };

/** @returns a column for each name that another program uses, in alphabetical order. */
export function foreignColumns(exposures: readonly ExposureSummary[]): NightColumn[] {
  const names = new Map<string, { name: string; isNumber: boolean }>();
  for (const { contributed } of exposures) {
    for (const [name, value] of Object.entries(contributed.values)) {
      if (isMark(name)) continue;
      const known = names.get(foreignKey(name)) ?? { name, isNumber: true };
      if (value !== null && typeof value !== "number") known.isNumber = false;
      names.set(foreignKey(name), known);
    }
  }
  return [...names]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, { name, isNumber }]) => ({
      key,
      label: name,
      unit: "",
      digits: null,
      topic: "other",
      level: "exposure",
      type: isNumber ? "number" : "text",
      aliases: [],
      definition: "A value from another program, under its own name; its producer knows unit and meaning.",
      value: ({ contributed }) => {
        const value = cellValue(contributed.values[name]);
        return isNumber || value === null ? value : String(value);
      },
      // Its producer's mark; the limit behind it is known to the producer alone.
      judge: ({ contributed }) => ({
        level: marks[String(contributed.values[`_${name}`])] ?? "no-limit",
        limit: null,
        broken: null,
      }),
    }));
}

/** @returns columns of metrics that some exposure has and that are no columns yet; `task.key` means what `key` does. */
export function foundColumns(
  exposures: readonly ExposureSummary[],
  known: ReadonlySet<string>,
  levels: string,
): NightColumn[] {
  const keys = new Set<string>();
  for (const exposure of exposures) for (const key in exposure.metrics) if (!known.has(key)) keys.add(key);
  return [...keys].sort().map((key) => {
    const same = metricOf(key.slice(key.lastIndexOf(".") + 1));
    return {
      key,
      label: same === undefined ? key : `${same.label}, ${key.slice(0, key.lastIndexOf("."))}`,
      unit: same === undefined ? "" : unitAmong(same, levels),
      digits: same?.digits ?? null,
      topic: same?.topic ?? "other",
      level: "detector",
      type: "number",
      aliases: [],
      definition: same?.definition ?? "A metric of a program; the registry does not describe it.",
      value: (exposure) => exposure.metrics[key] ?? null,
    };
  });
}
