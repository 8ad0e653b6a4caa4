/** What a task's code is given and gives back. */

import type { Masters } from "#analysis/calibration/apply-masters.ts";
import type { DetectorImage } from "#analysis/detector/detector-image.ts";
import type { SvgPicture } from "#analysis/render/plots/plot-picture.ts";
import type { GrayPicture } from "#analysis/render/preview.ts";
import type { AmpMetrics } from "#contracts/amp.ts";
import type { CalibrationKind, PixelUnit } from "#contracts/calibration.ts";
import type { MetricErrors, MetricSamples, MetricValues, MissingReasons } from "#contracts/metric.ts";
import type { Plots } from "#contracts/plots.ts";
import type { CalibrationOutcome } from "./frame.ts";

/** A picture of a result, not yet encoded: grey pixels or a drawing. */
export type Picture = (GrayPicture | SvgPicture) & {
  /** One of the contract's `pictures`. */
  readonly name: string;
};

/** What a task needs to know besides the pixels. */
export interface TaskFacts {
  /** null is unknown. */
  readonly pixelScaleArcsec: number | null;
  /** The header's word for what was taken, lower case (`bias`, `flat`, `science`…); null or absent is unknown. */
  readonly imageType?: string | null;
  /** null or absent is unknown. */
  readonly exposureTimeS?: number | null;
  /** Calibrations to apply, in the orientation of the assembled image. */
  readonly masters?: Masters;
  /** Why a master that was asked for could not be had. */
  readonly missingMasters?: Readonly<Partial<Record<CalibrationKind, string>>>;
}

/** Parts of a task's work; a caller with a clock can time them. */
export type TaskStep = "background" | "detect" | "measure";

export interface TaskOutcome {
  /** A value for each metric of the contract, null where there is none. */
  readonly metrics: MetricValues;
  /** The reason for each null. */
  readonly missing: MissingReasons;
  /** Standard errors of metrics, in their units, where one can be told. */
  readonly errors: MetricErrors;
  /** What a metric rests on: a number of pixels, cells, stars or amplifiers. */
  readonly samples: MetricSamples;
  /** Each amplifier's own numbers; empty for an image that is not split. */
  readonly amps: AmpMetrics[];
  readonly plots: Plots;
  readonly pictures: readonly Picture[];
  /** What one count of the measured pixels is. */
  readonly pixelUnit: PixelUnit;
  /** What became of each master that was given. */
  readonly calibrations: readonly CalibrationOutcome[];
  /** What went wrong without losing a number. */
  readonly warnings: readonly string[];
}

/**
 * A task: the same image and config give the same outcome, byte for byte.
 * @param config raw configuration; throws ZodError when it does not fit the contract.
 * @param stepDone called after each step.
 */
export type TaskRun = (
  image: DetectorImage,
  config: Readonly<Record<string, unknown>>,
  facts: TaskFacts,
  stepDone?: (step: TaskStep) => void,
) => TaskOutcome;
