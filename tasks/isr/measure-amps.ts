/** The amplifiers' table, and the detector's bias level and noise as medians over it. */
import type { AmpStatistics } from "#analysis/detector/amp-statistics.ts";
import type { Box } from "#analysis/detector/detector-image.ts";
import { errorOfMedian } from "#analysis/stats/error-of-median.ts";
import { medianInPlace } from "#analysis/stats/median.ts";
import type { AmpMetrics } from "#contracts/amp.ts";
import type { MissingReasons } from "#contracts/metric.ts";
import type { Measured, MetricReport } from "../metric-report.ts";

/** Metrics of the detector that come from its amplifiers. */
const ampMetricKeys = ["overscan_median", "overscan_std", "read_noise"] as const;
type AmpMetricKey = (typeof ampMetricKeys)[number];

const noOverscan = "the amplifier has no overscan";
const noGain = "neither the header nor the camera's data say the gain";
const noLevel = "the saturation level is unknown: neither the header nor the camera's data say it";
const notSplit = "the image is not split into amplifiers with an overscan";

/**
 * @param boxes what each amplifier covers, in the same order; ignored where they are not as many.
 * @returns the table in the order of the file; sets the detector's medians over the amplifiers that have a value.
 */
export function measureAmps(
  amps: readonly AmpStatistics[],
  report: MetricReport,
  boxes: readonly Box[] = [],
): AmpMetrics[] {
  const names = amps.map(({ name }) => name);
  const isPlaced = boxes.length === amps.length;
  const table = amps.map((amp, at) => ({
    ...ampRow(amp, names.filter((name) => name === amp.name).length > 1),
    ...(isPlaced && placeOf(boxes[at])),
  }));
  for (const key of ampMetricKeys) report.set(key, medianOver(table, key));
  return table;
}

function ampRow(amp: AmpStatistics, isNamesake: boolean): AmpMetrics {
  const { overscanMedian, overscanStd, gain } = amp;
  const missing: MissingReasons = {};
  if (overscanMedian === null) missing["overscan_median"] = noOverscan;
  if (overscanStd === null) missing["overscan_std"] = noOverscan;
  if (overscanStd === null || gain === null) missing["read_noise"] = overscanStd === null ? noOverscan : noGain;
  if (amp.dataMedian === null) missing["amp_median"] = "no pixel has a value";
  if (amp.saturatedPixels === null) missing["n_saturated"] = noLevel;
  if (gain === null) missing["gain"] = noGain;
  return {
    amp: isNamesake ? `${amp.name} ${amp.hdu}` : amp.name,
    hdu: amp.hdu,
    overscan_median: overscanMedian,
    overscan_std: overscanStd === null ? null : short(overscanStd),
    read_noise: overscanStd === null || gain === null ? null : short(overscanStd * gain),
    amp_median: amp.dataMedian,
    n_saturated: amp.saturatedPixels,
    gain,
    ...(amp.nominalReadNoise !== null && { nominal_read_noise: amp.nominalReadNoise }),
    overscanPixels: amp.overscanPixels,
    dataPixels: amp.dataPixels,
    missing,
  };
}

function placeOf(box: Box | undefined): Pick<AmpMetrics, "box"> {
  if (box === undefined) return {};
  const { left, bottom, width, height } = box;
  return { box: { left, bottom, width, height } };
}

/** A million is more precise than any noise is known; tables of thousands of amplifiers are kept and sent. */
function short(value: number): number {
  return Number(value.toPrecision(6));
}

function medianOver(table: readonly AmpMetrics[], key: AmpMetricKey): Measured<number> {
  const values = table.flatMap((amp) => amp[key] ?? []);
  if (values.length === 0) return { missing: table[0]?.missing[key] ?? notSplit };
  return { value: medianInPlace(Float64Array.from(values)), error: errorOfMedian(values), sample: values.length };
}
