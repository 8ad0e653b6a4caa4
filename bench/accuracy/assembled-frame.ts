/** Raws of several amplifiers, put together by the references' own recipe so that both sides measure the same pixels. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSection } from "#analysis/detector/section.ts";
import { decodeImage } from "#analysis/fits/decode-image.ts";
import { textOf } from "#analysis/fits/header.ts";
import { type Hdu, readHdus } from "#analysis/fits/read-hdus.ts";
import { type ByteSource, bytesSource } from "#analysis/fits/source.ts";
import type { Pixels } from "./measure-frame.ts";
import type { Oracle, Reference } from "./references.ts";

/** One amplifier: the box of its light-sensitive pixels, and where and how they go into the detector. */
interface Part {
  readonly hdu: number;
  readonly box: { readonly x0: number; readonly y0: number; readonly width: number; readonly height: number };
  readonly toX: number;
  readonly toY: number;
  readonly flipX: boolean;
  readonly flipY: boolean;
  readonly bias: number;
  readonly gain: number;
  /** The reference's arithmetic: single precision, or double and rounded at the end. */
  readonly single: boolean;
}

interface Geometry {
  readonly detectorTypes: Record<
    string,
    {
      data: [number, number, number, number];
      amps: { hdu: number; ix: number; iy: number; flipX: boolean; flipY: boolean }[];
    }
  >;
  readonly detectors: { id: number; physicalType: string; gain: number[] }[];
}

/**
 * Takes off each amplifier's overscan median, applies its gain and puts it in its place.
 * @throws Error when the pixels are not those that the reference values were measured on.
 */
export function readAssembled(dataFolder: string, { file, oracle }: Reference): Pixels {
  const source = bytesSource(new Uint8Array(readFileSync(join(dataFolder, file))));
  const hdus = readHdus(source);
  const parts = oracle.amps ? fromHeaders(hdus, oracle.amps) : fromGeometry(dataFolder, oracle);
  const pixels = putTogether(source, hdus, parts);
  if (sha256OfBigEndian(pixels.data) !== oracle.assembledSha256BE) {
    throw new Error(`${file}: the assembled pixels are not those of the reference; see assembly in the manifest`);
  }
  return pixels;
}

/** Places from DATASEC and DETSEC, in binned pixels from the lowest corner of all. */
function fromHeaders(hdus: readonly Hdu[], amps: NonNullable<Oracle["amps"]>): Part[] {
  const found = hdus.flatMap((hdu) => {
    const data = parseSection(textOf(hdu.header, "DATASEC"));
    const place = parseSection(textOf(hdu.header, "DETSEC"));
    return data && place ? [{ hdu: hdu.index, data, place }] : [];
  });
  const left = Math.min(...found.map(({ place }) => place.x0));
  const bottom = Math.min(...found.map(({ place }) => place.y0));
  return found.map(({ hdu, data, place }, at) => ({
    hdu,
    box: data,
    toX: ((place.x0 - left) * data.width) / place.width,
    toY: ((place.y0 - bottom) * data.height) / place.height,
    flipX: place.flipX,
    flipY: place.flipY,
    bias: amps[at]?.overscanMedian ?? Number.NaN,
    gain: amps[at]?.gain ?? Number.NaN,
    single: false,
  }));
}

/** Places from the LSST camera's geometry. */
function fromGeometry(dataFolder: string, oracle: Oracle): Part[] {
  const path = join(dataFolder, "metadata", "lsstcam-geometry.json");
  const geometry = JSON.parse(readFileSync(path, "utf8")) as Geometry;
  const detector = geometry.detectors.find(({ id }) => id === oracle.detector);
  const type = detector && geometry.detectorTypes[detector.physicalType];
  if (!detector || !type) throw new Error(`${path} has no detector ${oracle.detector}`);
  const [x0, y0, width, height] = type.data;
  return type.amps.map(({ hdu, ix, iy, flipX, flipY }, at) => ({
    hdu,
    box: { x0, y0, width, height },
    toX: ix * width,
    toY: iy * height,
    flipX,
    flipY,
    bias: oracle.ampOverscanMedians?.[at] ?? Number.NaN,
    gain: detector.gain[at] ?? Number.NaN,
    single: true,
  }));
}

function putTogether(source: ByteSource, hdus: readonly Hdu[], parts: readonly Part[]): Pixels {
  const width = Math.max(...parts.map(({ toX, box }) => toX + box.width));
  const height = Math.max(...parts.map(({ toY, box }) => toY + box.height));
  const data = new Float32Array(width * height);
  for (const { hdu, box, toX, toY, flipX, flipY, bias, gain, single } of parts) {
    const image = decodeImage(source, hdus[hdu] as Hdu);
    const factor = single ? Math.fround(gain) : gain;
    for (let y = 0; y < box.height; y += 1) {
      const from = (box.y0 + y) * image.width + box.x0;
      const to = (toY + (flipY ? box.height - 1 - y : y)) * width + toX;
      for (let x = 0; x < box.width; x += 1) {
        const value = (image.data[from + x] as number) - bias;
        data[to + (flipX ? box.width - 1 - x : x)] = (single ? Math.fround(value) : value) * factor;
      }
    }
  }
  return { data, width, height };
}

function sha256OfBigEndian(data: Float32Array): string {
  return createHash("sha256")
    .update(Buffer.from(data.buffer.slice(0)).swap32())
    .digest("hex");
}
