/** A single image that is one amplifier's: its header names an overscan. */
import { textOf } from "../fits/header.ts";
import type { Hdu } from "../fits/read-hdus.ts";
import type { Amplifier } from "./amplifiers.ts";
import { parseSection, type Section } from "./section.ts";

/** What the only readout of a file is called where its extension has no name of its own. */
export const onlyName = "image";

/** @returns the amplifier with its BIASSEC, and its DATASEC (else TRIMSEC) as data; null without both. */
export function onlyAmplifier(hdu: Hdu): (Amplifier & { overscan: Section }) | null {
  const [width = 0, height = 0] = hdu.dims;
  const inside = (section: Section | null) =>
    section && section.x0 + section.width <= width && section.y0 + section.height <= height ? section : null;
  const overscan = inside(parseSection(textOf(hdu.header, "BIASSEC")));
  const data = inside(parseSection(textOf(hdu.header, "DATASEC") ?? textOf(hdu.header, "TRIMSEC")));
  if (!overscan || !data) return null;
  return { hdu, data, overscan, place: data, binning: { x: 1, y: 1 } };
}
