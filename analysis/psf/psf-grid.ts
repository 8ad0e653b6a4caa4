/** How the size of stars varies over a detector: medians in equal parts of it. */
import { errorOfMedian } from "../stats/error-of-median.ts";
import { medianInPlace } from "../stats/median.ts";
import { fwhmPerSigma, sigmaOf } from "./shape-of.ts";
import type { StarShape } from "./star-shapes.ts";

export interface PsfGrid {
  readonly columns: number;
  readonly rows: number;
  /** Median FWHM of each part, pixels, row by row from the image's first pixel; null without a star. */
  readonly fwhmPx: readonly (number | null)[];
  /** Standard error of each; null for fewer than three stars. */
  readonly errorPx: readonly (number | null)[];
  readonly stars: readonly number[];
}

/** The grid of a detector. */
export function psfGrid(stars: readonly StarShape[], width: number, height: number, columns = 3, rows = 3): PsfGrid {
  const cells = Array.from({ length: columns * rows }, (): number[] => []);
  for (const star of stars) {
    const column = partOf(star.x, width, columns);
    const row = partOf(star.y, height, rows);
    cells[row * columns + column]?.push(fwhmPerSigma * sigmaOf(star));
  }
  return {
    columns,
    rows,
    fwhmPx: cells.map((cell) => (cell.length > 0 ? medianInPlace(Float64Array.from(cell)) : null)),
    errorPx: cells.map((cell) => errorOfMedian(cell)),
    stars: cells.map((cell) => cell.length),
  };
}

export interface PsfSpread {
  /** Largest less smallest median FWHM of the parts that have enough stars, pixels. */
  readonly spreadPx: number;
  /** Both errors in quadrature. */
  readonly errorPx: number | null;
  /** Parts that took part. */
  readonly parts: number;
}

/** A part needs so many stars, and the spread so many parts. */
export const minStarsInPart = 3;
export const minPartsInSpread = 4;

/** @returns null when fewer than four parts of the detector have three stars each. */
export function psfSpread(grid: PsfGrid): PsfSpread | null {
  const known = grid.fwhmPx.flatMap((fwhmPx, at) =>
    fwhmPx !== null && (grid.stars[at] ?? 0) >= minStarsInPart ? [{ fwhmPx, errorPx: grid.errorPx[at] ?? null }] : [],
  );
  if (known.length < minPartsInSpread) return null;
  const byFwhm = known.sort((left, right) => left.fwhmPx - right.fwhmPx);
  const [least, most] = [byFwhm[0], byFwhm.at(-1)];
  if (!least || !most) return null;
  const both = least.errorPx !== null && most.errorPx !== null ? Math.hypot(least.errorPx, most.errorPx) : null;
  return { spreadPx: most.fwhmPx - least.fwhmPx, errorPx: both, parts: known.length };
}

/** Pixel centres are whole numbers, so the image begins at −0.5. */
function partOf(position: number, length: number, parts: number): number {
  return Math.min(parts - 1, Math.max(0, Math.floor(((position + 0.5) * parts) / length)));
}
