/** A cell of a focal plane in words: whose it is, its value with unit and limit, or why it has none. */
import { formatDifference, formatNumber } from "#app/format/number.ts";
import type { Judge } from "#app/measure/limit-scope.tsx";
import { limitTip, metricLevels } from "#app/measure/metric-level.ts";
import type { Shown } from "./detector-metric.ts";
import type { PlaneCell } from "./plane-cells.ts";

/** @returns "R22_S11 Segment04", with what kind of detector it is where that is not the usual. */
export function cellName({ detector, amp }: PlaneCell, purpose = "science"): string {
  return [detector, amp, purpose !== "science" && `· ${purpose}`].filter(Boolean).join(" ");
}

function amount(value: number, { unit, digits }: Shown, isDifference: boolean): string {
  const number = isDifference ? formatDifference(value, digits) : formatNumber(value, digits);
  return unit === "" ? number : `${number} ${unit}`;
}

/** @returns name, value and standing to its limits in a line. @param judge null for differences, which have no limits. */
export function cellLine(cell: PlaneCell, metric: Shown, judge: Judge | null): string {
  const name = cellName(cell);
  if (cell.value === null) return `${name}: no value, ${cell.why}`;
  const words = `${name}: ${metric.label} ${amount(cell.value, metric, judge === null)}`;
  if (judge === null) return words;
  const { level } = judge(metric.judgedAs ?? "", cell.value);
  return `${words}, ${[metricLevels[level].icon, metricLevels[level].word].filter(Boolean).join(" ")}`;
}

/** @returns the same with the limit in force and why it is there, a line each. */
export function cellTip(cell: PlaneCell, metric: Shown, judge: Judge | null, purpose?: string): string {
  const name = cellName(cell, purpose);
  if (cell.value === null) return `${name}\nno value: ${cell.why}`;
  const words = `${name}\n${metric.label} ${amount(cell.value, metric, judge === null)}`;
  if (judge === null) return words;
  const judged = judge(metric.judgedAs ?? "", cell.value);
  return [words, limitTip(judged, metric) ?? metricLevels["no-limit"].word].join("\n");
}
