/** Master calibrations by URI, read as images are and kept warm: the same masters serve image after image. */
import { createHash } from "node:crypto";
import type { ImageSource } from "#io/images/image-source.ts";
import { boundedCache } from "./bounded-cache.ts";

export interface CalibrationFile {
  readonly uri: string;
  /** In memory that threads share, so that handing it over copies nothing. */
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  readonly sha256: string;
}

export interface CalibrationSource {
  /** @throws ImageNotFound, ImageRefused; any other error is trouble on the way that may pass. */
  read(uri: string): Promise<CalibrationFile>;
}

export interface CalibrationSettings {
  /** Files that are kept, together, at most. */
  mostBytes: number;
  nowMs: () => number;
}

/** A master may be replaced under its name: after so long it is read again. */
const freshForMs = 10 * 60 * 1000;

/** @param images reads the URIs, under the same rules as for images. */
export function openCalibrations(images: ImageSource, { mostBytes, nowMs }: CalibrationSettings): CalibrationSource {
  const cache = boundedCache<{ file: CalibrationFile; readAtMs: number }>(mostBytes);
  return {
    async read(uri) {
      const known = cache.get(uri);
      if (known && nowMs() - known.readAtMs < freshForMs) return known.file;
      cache.delete(uri);
      const read = await images.read(uri);
      const bytes = new Uint8Array(new SharedArrayBuffer(read.byteLength));
      bytes.set(read);
      const file = { uri, bytes, sha256: createHash("sha256").update(read).digest("hex") };
      cache.set(uri, { file, readAtMs: nowMs() }, bytes.byteLength);
      return file;
    },
  };
}
