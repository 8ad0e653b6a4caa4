/** Facts of an exposure that several panels derive: its instants, its latency, its address. */
import { utcMsOf } from "#app/format/clock.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";

/** @returns when the shutter opened (UTC ms), or null while the header is not known. */
export function obsStartMs(exposure: ExposureSummary): number | null {
  return utcMsOf(exposure.header?.obsStartUtc);
}

/** @returns milliseconds from the first event to the last result that was shown; null while there is none. */
export function latencyMs(exposure: ExposureSummary): number | null {
  if (exposure.firstEventAtMs === null || exposure.done + exposure.failed === 0) return null;
  return Math.max(0, (exposure.completedAtMs ?? exposure.updatedAtMs) - exposure.firstEventAtMs);
}

/** @returns when the newest image of a night was announced; null for a night without events. */
export function lastImageMs(exposures: readonly ExposureSummary[]): number | null {
  let lastMs: number | null = null;
  for (const { firstEventAtMs } of exposures) {
    if (firstEventAtMs !== null && (lastMs === null || firstEventAtMs > lastMs)) lastMs = firstEventAtMs;
  }
  return lastMs;
}

/** An exposure that is still being gathered is shown once so much of it is there. */
const shownFromFraction = 0.8;

/**
 * @returns the newest exposure whose numbers may stand for it: settled, or with most of its detectors in, since sums
 * over few detectors mislead; failing that the newest with any number, or null.
 */
export function newestMeasured(exposures: readonly ExposureSummary[]): ExposureSummary | null {
  const isSettled = ({ state, done, expected }: ExposureSummary): boolean =>
    done > 0 && ((state !== "pending" && state !== "partial") || done >= expected * shownFromFraction);
  return exposures.find(isSettled) ?? exposures.find(({ done }) => done > 0) ?? null;
}

/** @returns the address of an exposure's page, with the words of the address that should be kept. */
export function exposureHref(exposure: { camera: string; dayObs: number; seqNum: number }, query = ""): string {
  return `/${exposure.camera}/${exposure.dayObs}/${exposure.seqNum}${query}`;
}

/** @returns the key of the FWHM that this night can show: in arcsec where the pixel scale is known, else in px. */
export function fwhmMetric(exposures: readonly ExposureSummary[], pixelScaleArcsec: number | null): string {
  if (pixelScaleArcsec !== null) return "psf_fwhm";
  const inArcsec = exposures.some((exposure) => typeof exposure.metrics["psf_fwhm"] === "number");
  return inArcsec || exposures.length === 0 ? "psf_fwhm" : "psf_fwhm_px";
}
