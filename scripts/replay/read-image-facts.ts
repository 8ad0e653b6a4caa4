/** Reads from the headers of a file what a replay needs to know; pixels are not touched. */
import { type FitsHeader, readHeader, textOf } from "#analysis/fits/header.ts";
import { readHdus } from "#analysis/fits/read-hdus.ts";
import type { ByteSource } from "#analysis/fits/source.ts";
import type { Camera } from "#contracts/camera.ts";
import { detectorNamed } from "#server/intake/image-key.ts";
import { headerFactsOf, nightPlaceOf } from "#workers/pixels/header-facts.ts";
import { openFileSource } from "./open-file-source.ts";
import type { ImageFacts } from "./plan-replay.ts";

/** The headers of a file that may hold facts, or why there are none. */
export interface ImageHeaders {
  path: string;
  /** That of the first image behind the primary header, then the primary one. */
  headers: FitsHeader[];
  problem: string | null;
}

/** @returns the headers; a file that cannot be read has none and a problem. Never throws. */
export function readImageHeaders(path: string): ImageHeaders {
  try {
    using source = openFileSource(path);
    return { path, headers: headersOf(source), problem: null };
  } catch (error) {
    return { path, headers: [], problem: error instanceof Error ? error.message : String(error) };
  }
}

/** A file that breaks off behind its primary header still tells when it was taken. */
function headersOf(source: ByteSource): FitsHeader[] {
  try {
    const [primary, ...extensions] = readHdus(source);
    const image = extensions.find(({ kind }) => kind === "image" || kind === "compressed-image");
    return [image, primary].flatMap((hdu) => (hdu ? [hdu.header] : []));
  } catch (error) {
    const start = String.fromCharCode(...source.slice(0, 9));
    if (start !== "SIMPLE  =") throw error;
    return [readHeader(source, 0, 0).header];
  }
}

/** @returns the camera names in the headers: INSTRUME, then TELESCOP. */
export function cameraNamesIn({ headers }: ImageHeaders): string[] {
  return ["INSTRUME", "TELESCOP"].flatMap((word) => textIn(headers, word) ?? []);
}

/** @returns the facts by the words that the camera's data name. */
export function imageFactsOf({ path, headers, problem }: ImageHeaders, camera: Camera): ImageFacts {
  const { obsStartUtc } = headerFactsOf(headers, camera);
  const raft = textIn(headers, "RAFTBAY");
  const slot = textIn(headers, "CCDSLOT");
  const told = camera.headerWords.detector.map((word) => textIn(headers, word));
  const names = [raft && slot ? `${raft}_${slot}` : null, ...told];
  return {
    path,
    observedAtMs: obsStartUtc === null ? null : Date.parse(obsStartUtc),
    ...nightPlaceOf(headers, camera),
    obsId: textIn(headers, "OBSID")?.slice(0, 128) ?? null,
    detector: names.find((name) => name !== null && detectorNamed(name, camera) !== undefined) ?? null,
    problem,
  };
}

function textIn(headers: readonly FitsHeader[], word: string): string | null {
  return headers.reduce<string | null>((found, header) => found ?? textOf(header, word), null);
}
