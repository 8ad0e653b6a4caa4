/** Which HDUs of a raw are amplifiers of one detector, and where their data, overscan and place are. */
import { textOf } from "../fits/header.ts";
import type { Hdu } from "../fits/read-hdus.ts";
import { overlap, parseSection, type Section } from "./section.ts";

export interface Amplifier {
  readonly hdu: Hdu;
  /** Light-sensitive pixels in the amplifier's own image. */
  readonly data: Section;
  /** Overscan columns in the amplifier's own image; null where it has none. */
  readonly overscan: Section | null;
  /** Place in the detector, in detector pixels (unbinned). */
  readonly place: Section;
  /** Detector pixels in one image pixel, along x and y. */
  readonly binning: { readonly x: number; readonly y: number };
}

/** Columns next to the data, and the last ones, that derived overscan leaves out: they hold trailed charge. */
const trailedColumns = 3;
const lastColumns = 2;

/**
 * Amplifiers are image extensions with DATASEC and DETSEC that fit each other and whose places do not overlap.
 * @returns at least two amplifiers, or none when the file is no amplifier-split raw.
 */
export function findAmplifiers(hdus: readonly Hdu[]): Amplifier[] {
  const found: Amplifier[] = [];
  for (const hdu of hdus) {
    const amplifier = hdu.index === 0 ? null : amplifierOf(hdu);
    if (!amplifier) continue;
    if (found.some((other) => overlap(other.place, amplifier.place))) return [];
    found.push(amplifier);
  }
  return found.length >= 2 ? found : [];
}

function amplifierOf(hdu: Hdu): Amplifier | null {
  const [width = 0, height = 0] = hdu.dims;
  if ((hdu.kind !== "image" && hdu.kind !== "compressed-image") || hdu.dims.length !== 2) return null;
  const data = parseSection(textOf(hdu.header, "DATASEC"));
  const place = parseSection(textOf(hdu.header, "DETSEC"));
  if (!data || !place || data.x0 + data.width > width || data.y0 + data.height > height) return null;
  const binning = { x: place.width / data.width, y: place.height / data.height };
  if (!Number.isInteger(binning.x) || !Number.isInteger(binning.y)) return null;
  return { hdu, data, overscan: overscanOf(hdu, data), place, binning };
}

/** BIASSEC, else the columns right of DATASEC. */
function overscanOf(hdu: Hdu, data: Section): Section | null {
  const [width = 0, height = 0] = hdu.dims;
  const written = parseSection(textOf(hdu.header, "BIASSEC"));
  if (written && written.x0 + written.width <= width && written.y0 + written.height <= height) return written;
  const right = data.x0 + data.width;
  const left = width - right;
  if (left <= 0) return null;
  const roomy = left > 2 * (trailedColumns + lastColumns);
  return {
    x0: right + (roomy ? trailedColumns : 0),
    y0: data.y0,
    width: roomy ? left - trailedColumns - lastColumns : left,
    height: data.height,
    flipX: false,
    flipY: false,
  };
}
