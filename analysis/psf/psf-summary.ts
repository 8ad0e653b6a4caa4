/** One size and one shape for an image, from its stars. */
import { medianInPlace } from "../stats/median.ts";
import type { StarShape } from "./star-shapes.ts";

/** FWHM of a Gaussian in sigmas, 2 √(2 ln 2). */
export const fwhmPerSigma = 2.35482;

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
}

/** @returns the medians over the stars, or null without any. */
export function summarizePsf(stars: readonly StarShape[]): PsfSummary | null {
  if (stars.length === 0) return null;
  const median = (pick: (star: StarShape) => number) => medianInPlace(Float64Array.from(stars, pick));
  const e1 = ({ xx, yy }: StarShape) => (xx - yy) / (xx + yy);
  const e2 = ({ xx, yy, xy }: StarShape) => (2 * xy) / (xx + yy);
  const sigmaPx = median(({ xx, yy, xy }) => (xx * yy - xy * xy) ** 0.25);
  return {
    stars: stars.length,
    sigmaPx,
    fwhmPx: fwhmPerSigma * sigmaPx,
    e1: median(e1),
    e2: median(e2),
    ellipticity: median((star) => Math.hypot(e1(star), e2(star))),
  };
}
