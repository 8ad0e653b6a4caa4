/** Facts that tables, plots and exports derive from an exposure: its start, its latency, and which FWHM it has. */
import type { ExposureSummary } from "../exposure.ts";

/** A header never changes, and a plot asks a thousand of them at every change of one exposure. */
const starts = new WeakMap<object, number | null>();

/** @returns when the shutter opened (UTC ms), or null while the header is not known or names no time. */
export function obsStartMs(exposure: ExposureSummary): number | null {
  const { header } = exposure;
  if (!header?.obsStartUtc) return null;
  const known = starts.get(header);
  if (known !== undefined) return known;
  const iso = header.obsStartUtc;
  const ms = Date.parse(/[zZ]$|[+-]\d\d:?\d\d$/.test(iso) ? iso : `${iso}Z`);
  const start = Number.isNaN(ms) ? null : ms;
  starts.set(header, start);
  return start;
}

/** @returns milliseconds from the first event to the last result that was shown; null while there is none. */
export function latencyMs(exposure: ExposureSummary): number | null {
  if (exposure.firstEventAtMs === null || exposure.done + exposure.failed === 0) return null;
  return Math.max(0, (exposure.completedAtMs ?? exposure.updatedAtMs) - exposure.firstEventAtMs);
}

/** @returns the key of the FWHM that this night can show: in arcsec where the pixel scale is known, else in px. */
export function fwhmMetric(
  exposures: readonly Pick<ExposureSummary, "metrics">[],
  pixelScaleArcsec: number | null,
): string {
  if (pixelScaleArcsec !== null) return "psf_fwhm";
  const inArcsec = exposures.some((exposure) => typeof exposure.metrics["psf_fwhm"] === "number");
  return inArcsec || exposures.length === 0 ? "psf_fwhm" : "psf_fwhm_px";
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
