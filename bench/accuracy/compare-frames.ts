/** Our values beside the references', file by file: deviations, and which catalogued sources are found. */
import { join } from "node:path";
import type { Source } from "#analysis/sources/extract-sources.ts";
import { readAssembled } from "./assembled-frame.ts";
import { type Measured, measureFrame, type Pixels, readPixels } from "./measure-frame.ts";
import { type Quantity, quantities } from "./quantities.ts";
import { type CatalogueRow, type Reference, readCatalogue, readReferences } from "./references.ts";

export interface Comparison {
  readonly quantity: Quantity;
  /** Null where there is nothing to take a median of. */
  readonly ours: number | null;
  /** Null where the tool has no value. */
  readonly reference: number | null;
  /**
   * What is left of |`ours` − `reference`| beyond the reference's rounding, as part of the reference; null where either
   * is missing or the reference is 0 and ours is not.
   */
  readonly deviation: number | null;
  /** Whether the limit holds; null where there is no limit or the tool did not measure the file. */
  readonly holds: boolean | null;
}

/** Catalogued sources with a peak above 10 σ: how many there are, and how many were found where and as bright. */
export interface Matches {
  readonly count: number;
  readonly matched: number;
}

export interface Frame {
  /** Path in the data folder. */
  readonly file: string;
  /** First part of that. */
  readonly folder: string;
  readonly comparisons: readonly Comparison[];
  /** Null where the file has no catalogue. */
  readonly matches: Matches | null;
}

/** The references are rounded to four digits after the point. */
const roundingError = 0.5e-4;
const matchSigmas = 10;
const matchPx = 0.1;
const matchFlux = 0.01;

/** Least part of a file's sources above 10 σ that must be found within 0.1 px and with the flux within 1 %. */
export const leastMatched = 0.98;

/** Measures every file that has reference values, one at a time in the manifest's order. */
export function* compareFrames(dataFolder: string): Generator<Frame> {
  for (const reference of readReferences(dataFolder)) {
    const { file, oracle } = reference;
    const pixels = oracle.assembly ? readAssembled(dataFolder, reference) : readPixels(join(dataFolder, file));
    yield compareFrame(dataFolder, reference, pixels);
  }
}

/** Measures the raws of several amplifiers as the engine itself puts them together. */
export function* compareOwnAssemblies(dataFolder: string): Generator<Frame> {
  for (const reference of readReferences(dataFolder)) {
    if (reference.oracle.assembly) {
      yield compareFrame(dataFolder, reference, readPixels(join(dataFolder, reference.file)));
    }
  }
}

function compareFrame(dataFolder: string, reference: Reference, pixels: Pixels): Frame {
  const { file, oracle } = reference;
  const measured = measureFrame(pixels, oracle.saturationLevel ?? null);
  const catalogue = readCatalogue(dataFolder, reference);
  return {
    file,
    folder: file.split("/")[0] ?? file,
    comparisons: quantities.map((quantity) => compareValue(quantity, measured, reference)),
    matches: catalogue && countMatches(catalogue, measured.sources, matchSigmas * oracle.sep.globalrms),
  };
}

function compareValue(quantity: Quantity, measured: Measured, { oracle }: Reference): Comparison {
  const ours = quantity.ours(measured);
  const reference = quantity.reference(oracle) ?? null;
  const toolRan = { SEP: true, "Source Extractor": !!oracle.sextractor, "Gaussian fits": !!oracle.gaussFit };
  const limit = toolRan[quantity.tool] ? quantity.limit : null;
  return {
    quantity,
    ours,
    reference,
    deviation: deviationOf(ours, reference),
    holds: limit === null ? null : holds(quantity, limit, ours, reference, oracle.sep.globalrms),
  };
}

function deviationOf(ours: number | null, reference: number | null): number | null {
  if (ours === null || reference === null) return null;
  const beyond = Math.max(0, Math.abs(ours - reference) - roundingError);
  if (reference === 0) return beyond === 0 ? 0 : null;
  return beyond / Math.abs(reference);
}

/** A background near 0 is held to the same part of the noise. */
function holds(
  { name }: Quantity,
  limit: number,
  ours: number | null,
  reference: number | null,
  noise: number,
): boolean {
  if (ours === null || reference === null) return ours === reference;
  const scale = name === "background" ? Math.max(Math.abs(reference), noise) : Math.abs(reference);
  return Math.abs(ours - reference) <= limit * scale + roundingError;
}

function countMatches(catalogue: readonly CatalogueRow[], sources: readonly Source[], leastPeak: number): Matches {
  const wanted = catalogue.filter(({ peak }) => peak > leastPeak);
  const matched = wanted.filter((row) =>
    sources.some(
      ({ x, y, flux }) => Math.hypot(x - row.x, y - row.y) <= matchPx && Math.abs(flux / row.flux - 1) <= matchFlux,
    ),
  );
  return { count: wanted.length, matched: matched.length };
}
