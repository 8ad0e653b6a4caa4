/** The PSF from the stars: size, shape, spread of the light, variation over the detector. */
import type { DetectorImage } from "#analysis/detector/detector-image.ts";
import { type PsfGrid, psfGrid, psfSpread } from "#analysis/psf/psf-grid.ts";
import { type PsfSummary, summarizePsf } from "#analysis/psf/psf-summary.ts";
import { fwhmPerSigma } from "#analysis/psf/shape-of.ts";
import { type StarProfile, starProfile } from "#analysis/psf/star-profile.ts";
import { measureStars, type StarShape } from "#analysis/psf/star-shapes.ts";
import type { FrameKind } from "../frame-kind.ts";
import { chain, countOf, type Measured, type MetricReport } from "../metric-report.ts";
import type { Detection, DetectSettings } from "./detect-sources.ts";
import { findDonuts } from "./find-donuts.ts";

/** Metrics of this step. */
export const psfStepMetrics = [
  "n_psf_star",
  "psf_sigma",
  "psf_fwhm_px",
  "psf_fwhm",
  "psf_fwhm_spread",
  "psf_e1",
  "psf_e2",
  "star_e_median",
  "ee50",
  "ee80",
  "ee90",
] as const;
type PsfStepMetric = (typeof psfStepMetrics)[number];

export interface PsfSettings {
  starPeakSigmas: number;
  starSaturationPart: number;
  starIsolationPx: number;
  starMinHalfLightPx: number;
  starsMax: number;
  minStars: number;
}

export interface Psf {
  readonly summary: PsfSummary;
  readonly stars: readonly StarShape[];
  readonly grid: PsfGrid;
  /** null where no star has room around it. */
  readonly profile: StarProfile | null;
}

const parts = [0.5, 0.8, 0.9];
/** Light is counted to so many FWHM, within these bounds, pixels. */
const outerFwhm = 3;
const [minOuterPx, maxOuterPx] = [6, 30];
const maxProfileStars = 40;

/** Measures the stars of a sky frame and sets the metrics. */
export function measurePsf(
  image: DetectorImage,
  found: Measured<Detection>,
  settings: PsfSettings & DetectSettings,
  facts: { readonly kind: FrameKind; readonly pixelScaleArcsec: number | null },
  report: MetricReport<PsfStepMetric>,
): Measured<Psf> {
  if (facts.kind !== "sky") {
    const missing = { missing: `a ${facts.kind} frame has no stars` };
    for (const key of psfStepMetrics) report.set(key, missing);
    return missing;
  }
  const stars = chain(found, (detection) => ({ value: selectStars(image, detection, settings) }));
  report.set(
    "n_psf_star",
    chain(stars, ({ length }) => ({ value: length, sample: length })),
  );
  const psf = chain(found, (detection) => chain(stars, (selected) => judge(image, detection, selected, settings)));
  setShape(psf, facts.pixelScaleArcsec, report);
  setProfile(psf, facts.pixelScaleArcsec, report);
  return psf;
}

function selectStars(image: DetectorImage, { flat, background, sources }: Detection, settings: PsfSettings) {
  const saturation = image.saturationLevel === null ? null : image.saturationLevel - background.globalLevel;
  return measureStars(flat, image.width, image.height, sources, background.globalSigma, saturation, {
    peakSigmas: settings.starPeakSigmas,
    saturationPart: settings.starSaturationPart,
    isolationPx: settings.starIsolationPx,
    minHalfLightPx: settings.starMinHalfLightPx,
    maxStars: settings.starsMax,
  });
}

function judge(
  image: DetectorImage,
  found: Detection,
  stars: readonly StarShape[],
  settings: PsfSettings & DetectSettings,
): Measured<Psf> {
  const { width, height } = image;
  if (found.sources.length === 0) return { missing: `no source above ${settings.detectionSigmas} sigma` };
  const donuts = findDonuts(image, found, stars, settings);
  if (donuts) return { missing: donuts };
  const summary = summarizePsf(stars);
  if (!summary || stars.length < settings.minStars) {
    const wanted = `bright (above ${settings.starPeakSigmas} sigma), unsaturated, isolated and unblended`;
    const few = `${stars.length === 0 ? "none" : stars.length} of ${countOf(found.sources.length, "source")}`;
    const least = settings.minStars > 1 ? `; at least ${settings.minStars} are asked for` : "";
    return { missing: `${few} ${stars.length > 1 ? "are stars" : "is a star"} to measure: ${wanted}${least}` };
  }
  const outerPx = Math.min(maxOuterPx, Math.max(minOuterPx, outerFwhm * summary.fwhmPx));
  const profile = starProfile(found.flat, width, height, stars, { outerPx, parts, maxStars: maxProfileStars });
  return { value: { summary, stars, grid: psfGrid(stars, width, height), profile } };
}

const unknownScale = { missing: "the pixel scale is unknown: neither the header nor the camera's data say it" };

function setShape(psf: Measured<Psf>, scale: number | null, report: MetricReport<PsfStepMetric>): void {
  const set = (key: PsfStepMetric, value: (summary: PsfSummary) => readonly [number, number | null]) =>
    report.set(
      key,
      chain(psf, ({ summary }) => {
        const [number, error] = value(summary);
        return { value: number, error, sample: summary.stars };
      }),
    );
  set("psf_sigma", ({ sigmaPx, errors }) => [sigmaPx, errors.sigmaPx]);
  set("psf_fwhm_px", ({ fwhmPx, errors }) => [fwhmPx, scaled(errors.sigmaPx, fwhmPerSigma)]);
  set("psf_e1", ({ e1, errors }) => [e1, errors.e1]);
  set("psf_e2", ({ e2, errors }) => [e2, errors.e2]);
  set("star_e_median", ({ ellipticity, errors }) => [ellipticity, errors.ellipticity]);
  if (scale === null) {
    report.set(
      "psf_fwhm",
      chain(psf, () => unknownScale),
    );
    return;
  }
  set("psf_fwhm", ({ fwhmPx, errors }) => [fwhmPx * scale, scaled(errors.sigmaPx, fwhmPerSigma * scale)]);
}

function setProfile(psf: Measured<Psf>, scale: number | null, report: MetricReport<PsfStepMetric>): void {
  for (const part of parts) {
    const radius = chain(psf, ({ profile }): Measured<number> => {
      const found = profile?.radii.find((one) => one.part === part);
      if (!profile || !found) return { missing: "no star has an empty enough, complete surrounding" };
      if (scale === null) return unknownScale;
      return { value: found.radiusPx * scale, error: scaled(found.errorPx, scale), sample: profile.stars };
    });
    report.set(`ee${100 * part}` as PsfStepMetric, radius);
  }
  report.set(
    "psf_fwhm_spread",
    chain(psf, ({ grid }): Measured<number> => {
      const spread = psfSpread(grid);
      if (!spread) return { missing: "fewer than 4 of the detector's 9 parts have 3 stars each" };
      if (scale === null) return unknownScale;
      return { value: spread.spreadPx * scale, error: scaled(spread.errorPx, scale), sample: spread.parts };
    }),
  );
}

function scaled(error: number | null, factor: number): number | null {
  return error === null ? null : error * factor;
}
