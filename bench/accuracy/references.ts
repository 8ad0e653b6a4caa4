/** The reference values of the real frames: what SEP, Source Extractor and Gaussian fits say about each file. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** SEP's values; medians are over sources with flag 0, `Bright` ones also have a peak between 30 σ and saturation. */
export interface SepValues {
  globalback: number;
  globalrms: number;
  nSources: number;
  nFlag0: number;
  medianFwhm?: number;
  medianEll?: number;
  medianHlr?: number;
  medianFwhmBright?: number;
  medianEllBright?: number;
  medianHlrBright?: number;
  catalog?: { file: string };
}

export interface SourceExtractorValues {
  background?: number;
  rms?: number;
  nSources: number;
  nFlag0?: number;
  medianFwhm?: number;
  medianEll?: number;
  medianFluxRadius?: number;
}

export interface GaussianValues {
  n: number;
  medianFwhm?: number;
  medianEll?: number;
}

export interface Oracle {
  hdu?: number;
  saturationLevel?: number | null;
  sep?: SepValues;
  sextractor?: SourceExtractorValues | null;
  gaussFit?: GaussianValues | null;
  /** Only of files whose amplifiers were put together first. */
  assembly?: string;
  /** …with the checksum of the pixels put together, big-endian 32-bit floats. */
  assembledSha256BE?: string;
  amps?: readonly { overscanMedian: number; gain: number }[];
  /** Number of the detector in the LSST camera, where the file is of that. */
  detector?: number;
  ampOverscanMedians?: readonly number[];
}

export interface Reference {
  /** Path in the data folder. */
  readonly file: string;
  readonly oracle: Oracle & { sep: SepValues };
}

/** A row of SEP's catalogue; positions are 0-based pixel centres. */
export interface CatalogueRow {
  readonly x: number;
  readonly y: number;
  readonly flux: number;
  readonly peak: number;
}

/** @returns every file that SEP measured, in the manifest's order. */
export function readReferences(dataFolder: string): Reference[] {
  const { files } = JSON.parse(readFileSync(join(dataFolder, "manifest.json"), "utf8")) as {
    files: { file: string; oracle?: Oracle }[];
  };
  return files.flatMap(({ file, oracle }) => (oracle?.sep ? [{ file, oracle: { ...oracle, sep: oracle.sep } }] : []));
}

/** @returns SEP's brightest sources (at most 400), or null where the file has no catalogue. */
export function readCatalogue(dataFolder: string, { oracle }: Reference): CatalogueRow[] | null {
  if (!oracle.sep.catalog) return null;
  const [head = "", ...lines] = readFileSync(join(dataFolder, oracle.sep.catalog.file), "utf8").trim().split("\n");
  const names = head.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    const cell = (name: string) => Number(cells[names.indexOf(name)]);
    return { x: cell("x0"), y: cell("y0"), flux: cell("flux"), peak: cell("peak") };
  });
}
