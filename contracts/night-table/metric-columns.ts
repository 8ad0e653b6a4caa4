/** Columns that metrics give: the exposure's value, and its spread over the detectors. */
import { judge, limitContext, type MetricLimit } from "../limits.ts";
import type { MetricDefinition } from "../metric.ts";
import { unitAmong } from "../metric-unit.ts";
import { metrics } from "../metrics.ts";
import type { NightColumn } from "./night-column.ts";

const aliases: Record<string, readonly string[]> = {
  star_e_median: ["e", "ellipticity"],
  sky_bg: ["sky"],
  sky_noise: ["noise"],
  n_sources_5: ["sources"],
  n_psf_star: ["stars"],
  n_saturated: ["saturated"],
};
const fwhmAliases = ["fwhm", "seeing", "psf"];

const spreads = [
  ["min", "smallest", "smallest of the detectors"],
  ["median", "median", "median of the detectors"],
  ["max", "largest", "largest of the detectors"],
  ["spread", "scatter", "1.4826 × median absolute deviation of the detectors"],
  ["n", "detectors", "number of detectors that have a value"],
] as const;

/**
 * @param fwhm the FWHM that this night can show: it answers to `fwhm`.
 * @param levels the unit of the levels of its pixels
 */
export function metricColumns(
  fwhm: string,
  levels: string,
  limitsOf: (key: string) => readonly MetricLimit[],
): NightColumn[] {
  const inUnit = metrics.map((metric) => ({ ...metric, unit: unitAmong(metric, levels) }));
  return inUnit.flatMap((metric) => [valueColumn(metric, fwhm, limitsOf), ...spreadColumns(metric)]);
}

function valueColumn(
  metric: MetricDefinition,
  fwhm: string,
  limitsOf: (key: string) => readonly MetricLimit[],
): NightColumn {
  const { key, label, unit, digits, topic, definition, aggregation } = metric;
  const limits = limitsOf(key);
  return {
    key,
    label,
    unit,
    digits,
    topic,
    level: metric.level,
    type: "number",
    aliases: key === fwhm ? fwhmAliases : (aliases[key] ?? []),
    definition: `${definition} Exposure: ${aggregation} of its detectors.`,
    value: (exposure) => exposure.metrics[key] ?? null,
    judge: (exposure) => judge(limits, limitContext(exposure), exposure.metrics[key]),
  };
}

function spreadColumns({ key, label, unit, digits, topic, definition, aggregation }: MetricDefinition): NightColumn[] {
  return spreads
    .filter(([spread]) => spread !== aggregation)
    .map(([spread, word, what]) => ({
      // `psf_fwhm_spread` is a metric itself.
      key: `${key}_${spread === "spread" ? "scatter" : spread}`,
      label: `${label}, ${word}`,
      unit: spread === "n" ? "" : unit,
      digits: spread === "n" ? 0 : digits,
      topic,
      level: "detector",
      type: "number",
      aliases: [],
      definition: `${definition} Here: ${what}.`,
      value: (exposure) => exposure.aggregates[key]?.[spread] ?? null,
    }));
}
