/** The units in which metrics of whole nights are told: those of levels depend on what the nights' pixels are counted in. */
import { levelUnit, unitAmong } from "#contracts/metric-unit.ts";
import { metricOf } from "#contracts/metrics.ts";
import type { NightSummary } from "#contracts/night-summary.ts";

/** @returns a function that tells the unit of a metric's key, empty for one that the registry does not hold. */
export function unitAmongNights(nights: readonly Pick<NightSummary, "pixelUnits">[]): (key: string) => string {
  const found = nights.flatMap(({ pixelUnits }) => pixelUnits ?? (["adu"] as const));
  const levels = levelUnit(found.map((pixelUnit) => ({ pixelUnit })));
  return (key) => {
    const metric = metricOf(key);
    return metric ? unitAmong(metric, levels) : "";
  };
}
