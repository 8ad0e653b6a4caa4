/** What the plots of a detector are drawn from: short arrays of short numbers. */
import type { DetectorImage } from "#analysis/detector/detector-image.ts";
import { pixelHistogram } from "#analysis/profile/pixel-histogram.ts";
import { e1Of, e2Of, fwhmPerSigma, sigmaOf } from "#analysis/psf/shape-of.ts";
import type { StarShape } from "#analysis/psf/star-shapes.ts";
import type { Plots } from "#contracts/plots.ts";
import type { Measured } from "../metric-report.ts";
import type { Psf } from "./measure-psf.ts";

const maxStars = 500;

/** @returns the plots whose data there are. */
export function plotData(image: DetectorImage, psf: Measured<Psf>): Plots {
  const plots: Plots = {};
  const histogram = pixelHistogram(image.data, image.width, image.height);
  if (histogram) plots.histogram = histogram;
  if ("missing" in psf) return plots;
  const { profile, grid, stars } = psf.value;
  if (profile) {
    const { radiusPx, intensity, encircled } = profile;
    plots.profile = {
      radiusPx: radiusPx.map(short),
      intensity: intensity.map(short),
      encircled: encircled.map(short),
      stars: profile.stars,
    };
  }
  const fwhmPx = grid.fwhmPx.map((value) => (value === null ? null : short(value)));
  plots.fwhmGrid = { columns: grid.columns, rows: grid.rows, fwhmPx, stars: [...grid.stars] };
  plots.stars = starsPlot(stars.slice(0, maxStars));
  return plots;
}

function starsPlot(stars: readonly StarShape[]) {
  return {
    xPx: stars.map(({ x }) => tenth(x)),
    yPx: stars.map(({ y }) => tenth(y)),
    fwhmPx: stars.map((star) => short(fwhmPerSigma * sigmaOf(star))),
    e1: stars.map((star) => short(e1Of(star))),
    e2: stars.map((star) => short(e2Of(star))),
  };
}

/** Four digits are more than a plot shows. */
function short(value: number): number {
  return Number(value.toPrecision(4));
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
