/** What the plots of a PSF are drawn from: short arrays of short numbers. */
import { e1Of, e2Of, fwhmPerSigma, sigmaOf } from "#analysis/psf/shape-of.ts";
import type { StarShape } from "#analysis/psf/star-shapes.ts";
import type { Plots } from "#contracts/plots.ts";
import type { Psf } from "../frame.ts";

const maxStars = 500;

/** @returns the radial profile (every other ring) where there is one, the grid, and the brightest stars. */
export function psfPlots({ profile, grid }: Psf, stars: readonly StarShape[]): Plots {
  const fwhmPx = grid.fwhmPx.map((value) => (value === null ? null : short(value)));
  const plots: Plots = {
    fwhmGrid: { columns: grid.columns, rows: grid.rows, fwhmPx, stars: [...grid.stars] },
    stars: starsPlot(stars.slice(0, maxStars)),
  };
  if (!profile) return plots;
  const thin = (values: readonly number[]) => values.filter((_, ring) => ring % 2 === 1).map(short);
  plots.profile = {
    radiusPx: thin(profile.radiusPx),
    intensity: thin(profile.intensity),
    encircled: thin(profile.encircled),
    stars: profile.stars,
  };
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

/** Three digits are as many as a plot shows. */
function short(value: number): number {
  return Number(value.toPrecision(3));
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
