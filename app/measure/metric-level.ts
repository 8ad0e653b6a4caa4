/** How each standing of a value to its limits looks and reads; never colour alone. */
import type { Judgement, MetricLevel, MetricLimit } from "#contracts/limits.ts";
import type { MetricDefinition } from "#contracts/metric.ts";

/** Sign, word and colour of each level; nothing is said where no limit is agreed. */
export const metricLevels: Record<MetricLevel, { icon: string; word: string; color: string }> = {
  error: { icon: "■", word: "beyond its error limit", color: "text-error" },
  warn: { icon: "▲", word: "beyond its warning limit", color: "text-warn" },
  within: { icon: "●", word: "within its limits", color: "text-ok" },
  "no-limit": { icon: "", word: "no limit agreed", color: "" },
};

/** @returns "warning above 1.04, error above 1.47 arcsec". */
export function boundWords(limit: MetricLimit, unit: string): string {
  const told = [
    limit.warnBelow !== null && `warning below ${limit.warnBelow}`,
    limit.warnAbove !== null && `warning above ${limit.warnAbove}`,
    limit.errorBelow !== null && `error below ${limit.errorBelow}`,
    limit.errorAbove !== null && `error above ${limit.errorAbove}`,
  ].filter(Boolean);
  return `${told.join(", ")}${unit === "" ? "" : ` ${unit}`}`;
}

/** @returns for whom a limit holds: "LSSTCam, r, science"; empty where it holds for all. */
export function limitScope({ cameras, bands, imageTypes, fromDayObs }: MetricLimit): string {
  const since = fromDayObs === null ? [] : [`from night ${fromDayObs} on`];
  return [cameras, bands.map((band) => `band ${band}`), imageTypes, since]
    .map((list) => list.join(" or "))
    .filter(Boolean)
    .join(", ");
}

/** @returns the limit in force, for whom, since when and why, one a line; what is broken comes first. */
export function limitTip({ level, limit, broken }: Judgement, { unit }: Pick<MetricDefinition, "unit">): string | null {
  if (limit === null) return null;
  const { icon, word } = metricLevels[level];
  const how = broken === null ? "" : ` (${broken.side} ${broken.at})`;
  const scope = limitScope(limit);
  return [
    `${icon} ${word}${how}`,
    `Limits: ${boundWords(limit, unit)}${scope === "" ? "" : `, for ${scope}`}`,
    `Agreed ${limit.agreedOn}: ${limit.reason}`,
  ].join("\n");
}
