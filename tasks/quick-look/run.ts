/** The quick look's work, step by step: amplifiers, sky, sources, stars, plots and a preview of one detector. */
import type { DetectorImage } from "#analysis/detector/detector-image.ts";
import { findTrails } from "#analysis/psf/trails.ts";
import { frameKindOf } from "../frame-kind.ts";
import { countOf, type Measured, metricReport } from "../metric-report.ts";
import { type Detection, detectSources } from "../steps/detect-sources.ts";
import { measureAmps } from "../steps/measure-amps.ts";
import { measureBackground } from "../steps/measure-background.ts";
import { measureCalibration } from "../steps/measure-calibration.ts";
import { measurePsf, type Psf } from "../steps/measure-psf.ts";
import { plotData } from "../steps/plot-data.ts";
import { renderPictures } from "../steps/render-pictures.ts";
import type { TaskFacts, TaskOutcome, TaskStep } from "../task-run.ts";
import { quickLookConfig, quickLookMetrics } from "./contract.ts";

/** Fewer stars than this give a PSF that is told to be weak. */
const fewStars = 5;
const minTrailPixels = 30;

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
  const kind = frameKindOf(facts.imageType);
  const report = metricReport(quickLookMetrics);

  const amps = measureAmps(image.amps ?? [], report);
  const mesh = { meshPx: settings.backgroundMeshPx, filterCells: settings.backgroundFilterCells };
  const background = measureBackground(image, mesh, kind, report);
  measureCalibration(image, kind, report);
  stepDone("background");

  const found = detectSources(image, background, settings, kind, report);
  stepDone("detect");

  const psf = measurePsf(image, found, settings, { kind, pixelScaleArcsec: facts.pixelScaleArcsec }, report);
  const warnings = kind === "sky" ? warningsOf(found, psf) : [];
  const plots = plotData(image, psf);
  const pictures = renderPictures(image, settings, warnings);
  stepDone("measure");
  const { metrics, missing, errors, samples } = report;
  return { metrics, missing, errors, samples, amps, plots, pictures, warnings };
}

function warningsOf(found: Measured<Detection>, psf: Measured<Psf>): string[] {
  const warnings: string[] = [];
  if ("value" in psf && psf.value.summary.stars < fewStars) {
    warnings.push(`the PSF rests on ${countOf(psf.value.summary.stars, "star")} only`);
  }
  if ("missing" in found) return warnings;
  // Deblending divides trails, so flags do not count; hot pixels and cosmic rays are smaller.
  const trails = findTrails(found.value.sources.filter(({ pixelCount }) => pixelCount >= minTrailPixels));
  if (trails) {
    const share = `${trails.sources} large sources are drawn out by ${Math.round(100 * trails.elongation)} %`;
    warnings.push(`the stars are trailed: ${share} (1 − b/a) along ${Math.round(trails.angleDeg)}° from +x`);
  }
  return warnings;
}
