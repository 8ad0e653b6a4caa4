/** What the steps of a task hand on to each other: the image, and what was found in it so far. Nothing is copied. */
import type { Background } from "#analysis/background/background.ts";
import type { Masters } from "#analysis/calibration/apply-masters.ts";
import type { DetectorImage } from "#analysis/detector/detector-image.ts";
import type { PsfGrid } from "#analysis/psf/psf-grid.ts";
import type { PsfSummary } from "#analysis/psf/psf-summary.ts";
import type { StarProfile } from "#analysis/psf/star-profile.ts";
import type { StarShape } from "#analysis/psf/star-shapes.ts";
import type { Source } from "#analysis/sources/extract-sources.ts";
import type { AmpMetrics } from "#contracts/amp.ts";
import type { AppliedCalibration, CalibrationKind, PixelUnit } from "#contracts/calibration.ts";
import type { Plots } from "#contracts/plots.ts";
import { type FrameKind, frameKindOf } from "./frame-kind.ts";
import type { Measured } from "./metric-report.ts";
import type { Picture, TaskFacts } from "./task-run.ts";

/** Sources, and what they were found in. */
export interface Detection {
  /** Background-subtracted pixels. */
  readonly flat: Float32Array;
  readonly background: Background;
  readonly sources: readonly Source[];
}

export interface Psf {
  readonly summary: PsfSummary;
  readonly grid: PsfGrid;
  /** null where no star has room around it. */
  readonly profile: StarProfile | null;
}

/** What became of a master. */
export type CalibrationOutcome = Pick<AppliedCalibration, "kind" | "scale" | "missing">;

export interface Frame {
  /** Replaced by a calibrated one where there are masters or gains to apply. */
  image: DetectorImage;
  /** Of the image's pixels, and of all that is measured in them. */
  pixelUnit: PixelUnit;
  readonly masters: Masters;
  readonly missingMasters: Readonly<Partial<Record<CalibrationKind, string>>>;
  readonly exposureTimeS: number | null;
  readonly kind: FrameKind;
  readonly pixelScaleArcsec: number | null;
  /** Each is set by the step of its name. */
  background: Measured<Background>;
  detection: Measured<Detection>;
  stars: Measured<readonly StarShape[]>;
  psf: Measured<Psf>;
  /** Every step may add to these. */
  amps: AmpMetrics[];
  readonly plots: Plots;
  readonly pictures: Picture[];
  readonly calibrations: CalibrationOutcome[];
  readonly warnings: string[];
}

/** @returns a frame in which nothing was looked for yet. */
export function newFrame(image: DetectorImage, facts: TaskFacts): Frame {
  const notRun = { missing: "the step that measures it is not part of the task" };
  return {
    image,
    pixelUnit: "adu",
    masters: facts.masters ?? {},
    missingMasters: facts.missingMasters ?? {},
    exposureTimeS: facts.exposureTimeS ?? null,
    kind: frameKindOf(facts.imageType),
    pixelScaleArcsec: facts.pixelScaleArcsec,
    background: notRun,
    detection: notRun,
    stars: notRun,
    psf: notRun,
    amps: [],
    plots: {},
    pictures: [],
    calibrations: [],
    warnings: [],
  };
}
