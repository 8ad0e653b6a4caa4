/** The name of an amplifier or image by its extension. */
import type { Hdu } from "../fits/read-hdus.ts";

/** What the first HDU is called, and what fpack calls every image without a name: they tell nothing. */
const noNames = ["", "PRIMARY", "COMPRESSED_IMAGE"];

/** @returns the extension's name, or null where it has none of its own. */
export function readoutName({ name }: Hdu): string | null {
  return noNames.includes(name) ? null : name;
}
