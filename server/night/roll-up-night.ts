/** From the summaries of a night's exposures to the night's own. Pure. */
import type { PixelUnit } from "#contracts/calibration.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { NightSummary } from "#contracts/night-summary.ts";
import { aggregate } from "#server/gather/aggregate.ts";

/** What an observer follows through a night. */
export const nightMetricKeys = ["psf_fwhm", "psf_fwhm_px", "star_e_median", "sky_bg", "sky_noise", "n_sources_5"];
const unknown = "unknown";

/** @param exposures of one night, in any order. */
export function rollUpNight(camera: string, dayObs: number, exposures: readonly ExposureSummary[]): NightSummary {
  const inOrder = exposures.toSorted((left, right) => left.seqNum - right.seqNum);
  const science = exposures.filter(({ header }) => header?.imageType === "science");
  const spans = exposures.flatMap((exposure) => spanOf(exposure) ?? []);
  const total = (count: (exposure: ExposureSummary) => number) =>
    exposures.reduce((sum, exposure) => sum + count(exposure), 0);
  return {
    camera,
    dayObs,
    exposures: exposures.length,
    byState: countBy(exposures, ({ state }) => state),
    byImageType: countBy(exposures, ({ header }) => header?.imageType ?? unknown),
    ...(science.some(({ pixelUnit }) => pixelUnit === "electron") && { pixelUnits: unitsOf(science) }),
    bands: [...Map.groupBy(science, ({ header }) => header?.band ?? unknown)]
      .map(([band, ofBand]) => ({ band, exposures: ofBand.length, metrics: metricsOf(ofBand) }))
      .sort((left, right) => right.exposures - left.exposures || left.band.localeCompare(right.band)),
    startUtc: instant(spans.map(({ startMs }) => startMs).reduce(least, Infinity)),
    endUtc: instant(spans.map(({ endMs }) => endMs).reduce(largest, -Infinity)),
    openShutterS: total(({ header }) => header?.exposureTimeS ?? 0),
    first: nameOf(inOrder[0]),
    last: nameOf(inOrder.at(-1)),
    detectorsDone: total(({ done }) => done),
    detectorsFailed: total(({ failed }) => failed),
    detectorsMissing: total(({ missingDetectors }) => missingDetectors.length),
    failures: failuresOf(exposures),
  };
}

/** @returns the units of the levels that were measured, each once. */
function unitsOf(exposures: readonly ExposureSummary[]): PixelUnit[] {
  const measured = exposures.filter(({ done }) => done > 0);
  return [...new Set(measured.map(({ pixelUnit = "adu" }) => pixelUnit))];
}

function countBy<K extends string>(exposures: readonly ExposureSummary[], key: (exposure: ExposureSummary) => K) {
  const counts: Partial<Record<K, number>> = {};
  for (const exposure of exposures) counts[key(exposure)] = (counts[key(exposure)] ?? 0) + 1;
  return counts as Record<K, number>;
}

function metricsOf(exposures: readonly ExposureSummary[]) {
  return nightMetricKeys.flatMap((metric) => {
    const spread = aggregate(
      exposures.flatMap(({ metrics }) => metrics[metric] ?? []).sort((left, right) => left - right),
    );
    return spread ? [{ metric, ...spread }] : [];
  });
}

/** @returns start and end in UTC milliseconds. */
function spanOf({ header }: ExposureSummary): { startMs: number; endMs: number } | null {
  const text = header?.obsStartUtc;
  if (!text) return null;
  const startMs = Date.parse(/Z|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(startMs) ? null : { startMs, endMs: startMs + 1000 * (header.exposureTimeS ?? 0) };
}

const least = (left: number, right: number) => Math.min(left, right);
const largest = (left: number, right: number) => Math.max(left, right);

function instant(atMs: number): string | null {
  return Number.isFinite(atMs) ? new Date(atMs).toISOString() : null;
}

function nameOf(exposure: ExposureSummary | undefined): NightSummary["first"] {
  return exposure ? { exposureId: exposure.exposureId, seqNum: exposure.seqNum } : null;
}

/** An exposure counts once for each kind of failure that it has. */
function failuresOf(exposures: readonly ExposureSummary[]): NightSummary["failures"] {
  const found = exposures.flatMap(({ error, failedTasks }) => [
    ...(error ? [{ code: error.code, task: null }] : []),
    ...failedTasks.map((failed) => ({ code: failed.error.code, task: failed.task })),
  ]);
  const groups = Map.groupBy(found, ({ code, task }) => `${task ?? ""} ${code}`);
  return [...groups.values()]
    .flatMap((group) => (group[0] ? [{ ...group[0], exposures: group.length }] : []))
    .sort((left, right) => right.exposures - left.exposures || left.code.localeCompare(right.code));
}
