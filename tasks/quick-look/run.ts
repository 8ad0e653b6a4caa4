/** The quick look's work: sky, sources, stars and a preview of one detector. */
import { type Background, estimateBackground, subtractBackground } from "#analysis/background/background.ts";
import type { DetectorImage } from "#analysis/detector/detector-image.ts";
import { returnPixels } from "#analysis/kernels/pixel-pool.ts";
import { type PsfSummary, summarizePsf } from "#analysis/psf/psf-summary.ts";
import { measureStars } from "#analysis/psf/star-shapes.ts";
import { renderPreview } from "#analysis/render/preview.ts";
import { extractSources, type Source, TooManyPixels } from "#analysis/sources/extract-sources.ts";
import { medianOfPixels } from "#analysis/stats/median-of-pixels.ts";
import type { MetricValues, MissingReasons } from "#contracts/metric.ts";
import type { Picture, TaskFacts, TaskOutcome, TaskStep } from "../task-run.ts";
import { type QuickLookConfig, type QuickLookMetric, quickLookConfig, quickLookMetrics } from "./contract.ts";

const maxActivePixels = 5_000_000;

/** A value, or the reason why there is none. */
type Measured<T> = { value: T } | { missing: string };

/**
 * Measures one detector's image. Positions and axes are those of the image; units are counts as read.
 * @throws ZodError when `config` does not fit the contract.
 */
export function run(
  image: DetectorImage,
  config: Readonly<Record<string, unknown>>,
  facts: TaskFacts,
  stepDone: (step: TaskStep) => void = () => {},
): TaskOutcome {
  const settings = quickLookConfig.parse(config);
  const warnings: string[] = [];
  const report = metricReport();

  const median = medianOfPixels(image.data);
  report.set("postisr_pixel_median", median === null ? { missing: "no pixel has a value" } : { value: median });
  report.set("n_saturated", saturationOf(image));
  const background = backgroundOf(image, settings);
  report.set(
    "sky_bg",
    map(background, ({ globalLevel }) => globalLevel),
  );
  const noisy = noisyBackground(background);
  report.set(
    "sky_noise",
    map(noisy, ({ globalSigma }) => globalSigma),
  );
  stepDone("background");

  const found = "missing" in noisy ? noisy : detect(image, noisy.value, settings);
  report.set(
    "n_sources_5",
    map(found, ({ sources }) => sources.length),
  );
  stepDone("detect");

  const psf = "missing" in found ? found : measurePsf(image, found.value, settings);
  reportPsf(report, psf, facts);
  if ("value" in psf && psf.value.stars < 5) warnings.push(`the PSF rests on ${countOf(psf.value.stars, "star")} only`);
  if ("value" in found) returnPixels(found.value.flat);
  const pictures = previewOf(image, settings, warnings);
  stepDone("measure");
  return { metrics: report.metrics, missing: report.missing, pictures, warnings };
}

/** Collects values and reasons, so that each metric of the contract has one or the other. */
function metricReport() {
  const metrics: MetricValues = Object.fromEntries(quickLookMetrics.map((key) => [key, null]));
  const missing: MissingReasons = Object.fromEntries(quickLookMetrics.map((key) => [key, "not measured"]));
  const set = (key: QuickLookMetric, measured: Measured<number>): void => {
    if ("value" in measured && Number.isFinite(measured.value)) {
      metrics[key] = measured.value;
      delete missing[key];
    } else {
      missing[key] = "missing" in measured ? measured.missing : "the estimate is not a number";
    }
  };
  return { metrics, missing, set };
}

function saturationOf({ saturatedPixels }: DetectorImage): Measured<number> {
  if (saturatedPixels !== null) return { value: saturatedPixels };
  return { missing: "the saturation level is unknown: neither the header nor the camera's data say it" };
}

function backgroundOf(image: DetectorImage, settings: QuickLookConfig): Measured<Background> {
  const options = { meshPx: settings.backgroundMeshPx, filterCells: settings.backgroundFilterCells };
  const background = estimateBackground(image.data, image.width, image.height, options);
  return background ? { value: background } : { missing: "too few pixels have a value to tell the sky" };
}

function noisyBackground(background: Measured<Background>): Measured<Background> {
  if ("missing" in background || background.value.globalSigma > 0) return background;
  return { missing: "the image has no noise: its pixels are all alike" };
}

interface Detection {
  readonly flat: Float32Array;
  readonly background: Background;
  readonly sources: readonly Source[];
}

function detect(image: DetectorImage, background: Background, settings: QuickLookConfig): Measured<Detection> {
  const { width, height } = image;
  const flat = subtractBackground(image.data, width, height, background);
  const threshold = settings.detectionSigmas * background.globalSigma;
  try {
    const sources = extractSources(flat, width, height, threshold, {
      minArea: settings.detectionMinAreaPx,
      deblendLevels: settings.deblendLevels,
      deblendContrast: settings.deblendContrast,
      cleanSlope: settings.cleanSlope,
      maxActivePixels,
    });
    return { value: { flat, background, sources } };
  } catch (error) {
    if (!(error instanceof TooManyPixels)) throw error;
    return { missing: `${error.message}: the sky is not flat enough to tell sources from it` };
  }
}

function measurePsf(image: DetectorImage, found: Detection, settings: QuickLookConfig): Measured<PsfSummary> {
  const { flat, background, sources } = found;
  if (sources.length === 0) return { missing: `no source above ${settings.detectionSigmas} sigma` };
  const saturation = image.saturationLevel === null ? null : image.saturationLevel - background.globalLevel;
  const stars = measureStars(flat, image.width, image.height, sources, background.globalSigma, saturation, {
    peakSigmas: settings.starPeakSigmas,
    saturationPart: settings.starSaturationPart,
    isolationPx: settings.starIsolationPx,
    minHalfLightPx: settings.starMinHalfLightPx,
    maxStars: settings.starsMax,
  });
  const psf = summarizePsf(stars);
  if (psf) return { value: psf };
  const wanted = `bright (above ${settings.starPeakSigmas} sigma), unsaturated, isolated and unblended`;
  return { missing: `none of ${countOf(sources.length, "source")} is a star to measure: ${wanted}` };
}

function reportPsf(report: ReturnType<typeof metricReport>, psf: Measured<PsfSummary>, facts: TaskFacts): void {
  report.set(
    "psf_sigma",
    map(psf, ({ sigmaPx }) => sigmaPx),
  );
  report.set(
    "psf_fwhm_px",
    map(psf, ({ fwhmPx }) => fwhmPx),
  );
  report.set(
    "psf_e1",
    map(psf, ({ e1 }) => e1),
  );
  report.set(
    "psf_e2",
    map(psf, ({ e2 }) => e2),
  );
  report.set(
    "star_e_median",
    map(psf, ({ ellipticity }) => ellipticity),
  );
  const scale = facts.pixelScaleArcsec;
  const unknown = { missing: "the pixel scale is unknown: neither the header nor the camera's data say it" };
  report.set(
    "psf_fwhm",
    scale === null && "value" in psf ? unknown : map(psf, ({ fwhmPx }) => fwhmPx * (scale ?? Number.NaN)),
  );
}

/** A preview that fails is a warning: the numbers are worth more. */
function previewOf(image: DetectorImage, settings: QuickLookConfig, warnings: string[]): Picture[] {
  try {
    const options = {
      maxSidePx: settings.previewMaxSidePx,
      softness: settings.previewSoftness,
      headroom: settings.previewHeadroom,
    };
    return [{ name: "preview", ...renderPreview(image.data, image.width, image.height, options) }];
  } catch (error) {
    warnings.push(`no preview could be made: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}

function map<T>(measured: Measured<T>, pick: (value: T) => number): Measured<number> {
  return "missing" in measured ? measured : { value: pick(measured.value) };
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
