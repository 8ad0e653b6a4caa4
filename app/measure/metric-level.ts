/** How a value stands to its agreed limits. */
import type { MetricDefinition } from "#contracts/metric.ts";

export type MetricLevel = "error" | "warn" | "within" | "no-limit";

/** @returns the worst limit that a value breaks; `no-limit` where none is agreed or the value is missing. */
export function metricLevel(limits: MetricDefinition["limits"], value: number | null | undefined): MetricLevel {
  const { warnBelow, warnAbove, errorBelow, errorAbove } = limits;
  if (value === null || value === undefined) return "no-limit";
  if ((errorBelow !== null && value < errorBelow) || (errorAbove !== null && value > errorAbove)) return "error";
  if ((warnBelow !== null && value < warnBelow) || (warnAbove !== null && value > warnAbove)) return "warn";
  return [warnBelow, warnAbove, errorBelow, errorAbove].every((limit) => limit === null) ? "no-limit" : "within";
}

/** Sign, word and colour of each level; nothing is said where no limit is agreed. */
export const metricLevels: Record<MetricLevel, { icon: string; word: string; color: string }> = {
  error: { icon: "■", word: "beyond its limit", color: "text-error" },
  warn: { icon: "▲", word: "near its limit", color: "text-warn" },
  within: { icon: "●", word: "within its limits", color: "text-ok" },
  "no-limit": { icon: "", word: "no limit agreed", color: "" },
};
