/** The PSF from the stars: size, shape, spread of the light, variation over the detector. */
import { psfGrid, psfSpread } from "#analysis/psf/psf-grid.ts";
import { type PsfSummary, summarizePsf } from "#analysis/psf/psf-summary.ts";
import { fwhmPerSigma } from "#analysis/psf/shape-of.ts";
import { starProfile } from "#analysis/psf/star-profile.ts";
import type { StarShape } from "#analysis/psf/star-shapes.ts";
import { backgroundStep } from "../background/run.ts";
import { composeSteps, type Step } from "../compose-steps.ts";
import { type DetectSettings, detectStep } from "../detect/run.ts";
import type { Detection, Frame, Psf } from "../frame.ts";
import { calibrateStep } from "../isr/calibrate.ts";
import { type MeasureSettings, measureStep } from "../measure/run.ts";
import { chain, countOf, type Measured, type MetricReport } from "../metric-report.ts";
import { psf as contract } from "./contract.ts";
import { findDonuts } from "./find-donuts.ts";
import { psfPlots } from "./psf-plots.ts";

export interface PsfSettings extends DetectSettings, MeasureSettings {
  readonly minStars: number;
}

/** Fewer stars than this give a PSF that is told to be weak. */
const fewStars = 5;
const parts = [0.5, 0.8, 0.9];
/** Light is counted to so many FWHM, within these bounds, pixels. */
const outerFwhm = 3;
const [minOuterPx, maxOuterPx] = [6, 30];
const maxProfileStars = 40;

/** Sets the frame's `psf` and its plots. */
export const psfStep: Step<PsfSettings> = {
  countsAs: "measure",
  run: (frame, settings, report) => {
    frame.psf = chain(frame.stars, (stars) =>
      chain(frame.detection, (detection) => psfOf(frame, detection, stars, settings)),
    );
    setShape(frame.psf, frame.pixelScaleArcsec, report);
    setSpread(frame.psf, frame.pixelScaleArcsec, report);
    if ("missing" in frame.psf || "missing" in frame.stars) return;
    const { summary } = frame.psf.value;
    if (summary.stars < fewStars) frame.warnings.push(`the PSF rests on ${countOf(summary.stars, "star")} only`);
    Object.assign(frame.plots, psfPlots(frame.psf.value, frame.stars.value));
  },
};

/** The step as a task of its own. */
export const run = composeSteps(contract, [calibrateStep, backgroundStep, detectStep, measureStep, psfStep]);

function psfOf({ image }: Frame, found: Detection, stars: readonly StarShape[], settings: PsfSettings): Measured<Psf> {
  const { width, height } = image;
  if (found.sources.length === 0) return { missing: `no source above ${settings.detectionSigmas} sigma` };
  const donuts = findDonuts(image, found, stars, settings);
  if (donuts) return { missing: donuts };
  const summary = summarizePsf(stars);
  if (!summary || stars.length < settings.minStars) return { missing: tooFew(stars.length, found, settings) };
  const outerPx = Math.min(maxOuterPx, Math.max(minOuterPx, outerFwhm * summary.fwhmPx));
  const profile = starProfile(found.flat, width, height, stars, { outerPx, parts, maxStars: maxProfileStars });
  return { value: { summary, grid: psfGrid(stars, width, height), profile } };
}

function tooFew(stars: number, { sources }: Detection, { starPeakSigmas, minStars }: PsfSettings): string {
  const wanted = `bright (above ${starPeakSigmas} sigma), unsaturated, isolated and unblended`;
  const few = `${stars === 0 ? "none" : stars} of ${countOf(sources.length, "source")}`;
  const least = minStars > 1 ? `; at least ${minStars} are asked for` : "";
  return `${few} ${stars > 1 ? "are stars" : "is a star"} to measure: ${wanted}${least}`;
}

const unknownScale = { missing: "the pixel scale is unknown: neither the header nor the camera's data say it" };

function setShape(psf: Measured<Psf>, scale: number | null, report: MetricReport): void {
  const set = (key: string, valueAndError: (summary: PsfSummary) => readonly [number, number | null]) =>
    report.set(
      key,
      chain(psf, ({ summary }) => {
        const [value, error] = valueAndError(summary);
        return { value, error, sample: summary.stars };
      }),
    );
  set("psf_sigma", ({ sigmaPx, errors }) => [sigmaPx, errors.sigmaPx]);
  set("psf_fwhm_px", ({ fwhmPx, errors }) => [fwhmPx, scaled(errors.sigmaPx, fwhmPerSigma)]);
  set("psf_e1", ({ e1, errors }) => [e1, errors.e1]);
  set("psf_e2", ({ e2, errors }) => [e2, errors.e2]);
  set("star_e_median", ({ ellipticity, errors }) => [ellipticity, errors.ellipticity]);
  if (scale === null)
    report.set(
      "psf_fwhm",
      chain(psf, (): Measured<number> => unknownScale),
    );
  else set("psf_fwhm", ({ fwhmPx, errors }) => [fwhmPx * scale, scaled(errors.sigmaPx, fwhmPerSigma * scale)]);
}

function setSpread(psf: Measured<Psf>, scale: number | null, report: MetricReport): void {
  for (const part of parts) {
    const radius = chain(psf, ({ profile }): Measured<number> => {
      const found = profile?.radii.find((one) => one.part === part);
      if (!profile || !found) return { missing: "no star has a complete surrounding" };
      if (scale === null) return unknownScale;
      return { value: found.radiusPx * scale, error: scaled(found.errorPx, scale), sample: profile.stars };
    });
    report.set(`ee${100 * part}`, radius);
  }
  const spread = chain(psf, ({ grid }): Measured<number> => {
    const found = psfSpread(grid);
    if (!found) return { missing: "fewer than 4 of the detector's 9 parts have 3 stars each" };
    if (scale === null) return unknownScale;
    return { value: found.spreadPx * scale, error: scaled(found.errorPx, scale), sample: found.parts };
  });
  report.set("psf_fwhm_spread", spread);
}

function scaled(error: number | null, factor: number): number | null {
  return error === null ? null : error * factor;
}
