/** One size and one shape for an image, from its stars. */
import { errorOfMedian } from "../stats/error-of-median.ts";
import { medianInPlace } from "../stats/median.ts";
import { e1Of, e2Of, fwhmPerSigma, sigmaOf } from "./shape-of.ts";
import type { StarShape } from "./star-shapes.ts";

export interface PsfSummary {
  readonly stars: number;
  /** Median determinant radius, pixels. */
  readonly sigmaPx: number;
  readonly fwhmPx: number;
  /** Median (Ixx − Iyy) / (Ixx + Iyy) and 2 Ixy / (Ixx + Iyy), in the image's axes. */
  readonly e1: number;
  readonly e2: number;
  /** Median of hypot(e1, e2). */
  readonly ellipticity: number;
  /** Standard errors of the medians, by the stars' scatter; null for fewer than three stars. */
  readonly errors: {
    readonly sigmaPx: number | null;
    readonly e1: number | null;
    readonly e2: number | null;
    readonly ellipticity: number | null;
  };
}

/** @returns the medians over the stars, or null without any. */
export function summarizePsf(stars: readonly StarShape[]): PsfSummary | null {
  if (stars.length === 0) return null;
  const summary = (pick: (star: StarShape) => number) => {
    const values = Float64Array.from(stars, pick);
    return { error: errorOfMedian(values), median: medianInPlace(values) };
  };
  const sigma = summary(sigmaOf);
  const e1 = summary(e1Of);
  const e2 = summary(e2Of);
  const ellipticity = summary((star) => Math.hypot(e1Of(star), e2Of(star)));
  return {
    stars: stars.length,
    sigmaPx: sigma.median,
    fwhmPx: fwhmPerSigma * sigma.median,
    e1: e1.median,
    e2: e2.median,
    ellipticity: ellipticity.median,
    errors: { sigmaPx: sigma.error, e1: e1.error, e2: e2.error, ellipticity: ellipticity.error },
  };
}
