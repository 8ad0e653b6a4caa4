/** An amplifier's data section, less its bias, put into the detector's image the right way round. */
import { addressOf, kernels, workspace, workspaceBytes } from "../kernels/kernels.ts";
import type { AmplifierPixels } from "./amplifier-pixels.ts";
import type { Section } from "./section.ts";

/** Where a section goes in the detector's image. */
export interface Placement {
  readonly section: Section;
  readonly flipX: boolean;
  readonly flipY: boolean;
  /** First column and row of the image that it covers. */
  readonly left: number;
  readonly bottom: number;
  /** Width of the image. */
  readonly stride: number;
}

/** Rows that the kernel gets at a time. */
const batchRows = 128;

/**
 * @param bias one level for each row of the amplifier.
 * @param saturation in raw counts; infinite where it is not known.
 * @param out the detector's image.
 * @returns how many raw pixels reach `saturation`.
 */
export function placeAmplifier(
  image: AmplifierPixels,
  placement: Placement,
  bias: Float32Array,
  saturation: number,
  out: Float32Array,
  by = kernels,
): number {
  const { section } = placement;
  const { whole, width } = image;
  const biasAt = 4 * batchRows * width;
  const rowsAt = biasAt + 4 * batchRows;
  const isTooWide = rowsAt + 4 * batchRows * section.width > workspaceBytes;
  if (by === null || whole === null || isTooWide || !isInside(placement, out.length))
    return placeByTwin(image, placement, bias, saturation, out);
  const buffer = workspace();
  const pixels = new Int32Array(buffer, 0, batchRows * width);
  const wholeAt = addressOf(whole);
  const outAt = addressOf(out);
  // A row of the section goes to the next or to the last row of the image; addresses count modulo 2³².
  const step = outAt === null ? 4 * section.width : 4 * (placement.flipY ? -placement.stride : placement.stride);
  const level = leastFloatFrom(saturation);
  let saturated = 0;
  for (let row = 0; row < section.height; row += batchRows) {
    const rows = Math.min(batchRows, section.height - row);
    const y = section.y0 + row;
    if (wholeAt === null) pixels.set(whole.subarray(y * width, (y + rows) * width));
    new Float32Array(buffer, biasAt, rows).set(bias.subarray(y, y + rows));
    const from = (wholeAt === null ? 0 : wholeAt + 4 * y * width) + 4 * section.x0;
    const to = outAt === null ? rowsAt : outAt + 4 * firstPixelOf(placement, row);
    saturated += by.subtractBias(from, 4 * width, section.width, rows, biasAt, level, placement.flipX, to, step);
    for (let i = 0; i < rows && outAt === null; i += 1) {
      out.set(new Float32Array(buffer, rowsAt + i * step, section.width), firstPixelOf(placement, row + i));
    }
  }
  return saturated;
}

/** Odd binnings can make a section stick out of the image; the plain way leaves out what does not fit. */
function isInside({ section, left, bottom, stride }: Placement, pixels: number): boolean {
  return left + section.width <= stride && (bottom + section.height) * stride <= pixels;
}

/** Index in the detector's image of the leftmost pixel of a row of the section. */
function firstPixelOf({ section, flipY, left, bottom, stride }: Placement, row: number): number {
  return (bottom + (flipY ? section.height - 1 - row : row)) * stride + left;
}

/** The plain way, for pixels of every kind. */
function placeByTwin(
  image: AmplifierPixels,
  placement: Placement,
  bias: Float32Array,
  saturation: number,
  out: Float32Array,
): number {
  const { section, flipX } = placement;
  const floats = image.floats();
  const step = flipX ? -1 : 1;
  let saturated = 0;
  for (let row = 0; row < section.height; row += 1) {
    const y = section.y0 + row;
    const level = bias[y] as number;
    let from = y * image.width + section.x0;
    let to = firstPixelOf(placement, row) + (flipX ? section.width - 1 : 0);
    for (let x = 0; x < section.width; x += 1, from += 1, to += step) {
      const raw = floats[from] as number;
      if (raw >= saturation) saturated += 1;
      out[to] = raw - level;
    }
  }
  return saturated;
}

/** The least 32-bit float that is not below a positive number: what reaches the one reaches the other. */
function leastFloatFrom(value: number): number {
  const rounded = Math.fround(value);
  if (rounded >= value) return rounded;
  const bits = new Int32Array(Float32Array.of(rounded).buffer);
  bits[0] = (bits[0] as number) + 1;
  return new Float32Array(bits.buffer)[0] as number;
}
