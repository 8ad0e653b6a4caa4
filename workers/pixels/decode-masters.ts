/** From the files of masters to pixels in the detector's orientation; decoded ones stay warm, as many as fit. */
import type { BadPixelMask, Master, MasterDark, Masters } from "#analysis/calibration/apply-masters.ts";
import { readDetectorImage } from "#analysis/detector/detector-image.ts";
import { FitsError } from "#analysis/fits/fits-error.ts";
import { cardValue } from "#analysis/fits/header.ts";
import { readHdus } from "#analysis/fits/read-hdus.ts";
import { bytesSource } from "#analysis/fits/source.ts";
import { type CalibrationKind, calibrationKinds } from "#contracts/calibration.ts";
import type { CameraFacts } from "#contracts/job.ts";
import { boundedCache } from "#io/calibrations/bounded-cache.ts";
import type { MasterRequest } from "../calibrations/read-masters.ts";
import { headerFactsOf } from "./header-facts.ts";
import { gunzipTile, unpack } from "./unpack.ts";

/** Four full detectors in single precision, and their mask. */
const mostDecodedBytes = 320 * 2 ** 20;
const decoded = boundedCache<Decoded>(mostDecodedBytes);

interface Decoded {
  readonly master: MasterDark | BadPixelMask;
  /** As the header has it. */
  readonly date: string | null;
}

export interface DecodedMasters {
  readonly masters: Masters;
  /** Why a master could not be had or read. */
  readonly missingMasters: Partial<Record<CalibrationKind, string>>;
  readonly dates: Partial<Record<CalibrationKind, string | null>>;
}

/** Header words for when a master was made, in order. */
const dateWords = ["DATE", "DATE-OBS", "CALIBDAT"];

/** A master that is no FITS image is a missing one, with the reader's words as the reason. */
export function decodeMasters(requests: readonly MasterRequest[], facts: CameraFacts): DecodedMasters {
  const masters: Partial<Record<CalibrationKind, Master | BadPixelMask>> = {};
  const missingMasters: Partial<Record<CalibrationKind, string>> = {};
  const dates: Partial<Record<CalibrationKind, string | null>> = {};
  for (const request of inOrder(requests)) {
    const { kind } = request;
    if ("missing" in request) {
      missingMasters[kind] = request.missing;
      continue;
    }
    try {
      const found = decode(kind, request.file, facts);
      masters[kind] = found.master;
      dates[kind] = found.date;
    } catch (error) {
      if (!(error instanceof FitsError)) throw error;
      missingMasters[kind] = `${request.uri} cannot be read: ${error.message.replace(/\.$/, "")}`;
    }
  }
  return { masters: masters as Masters, missingMasters, dates };
}

function inOrder(requests: readonly MasterRequest[]): MasterRequest[] {
  return calibrationKinds.flatMap((kind) => requests.find((request) => request.kind === kind) ?? []);
}

type MasterFile = Extract<MasterRequest, { file: unknown }>["file"];

function decode(kind: CalibrationKind, { uri, sha256, bytes }: MasterFile, facts: CameraFacts): Decoded {
  const key = `${kind === "badPixels" ? "mask" : "pixels"} ${sha256}`;
  const known = decoded.get(key);
  if (known) return known;
  // A copy: not everything that reads bytes takes memory that threads share.
  const source = bytesSource(unpack(bytes.slice()));
  const options = { gunzip: gunzipTile, saturationWords: [], saturationAdu: null };
  const { width, height, data, headers } = readDetectorImage(source, readHdus(source), options);
  const exposureTimeS = headerFactsOf(headers, facts).exposureTimeS;
  const isMask = kind === "badPixels";
  const pixels = isMask ? Uint8Array.from(data, (value) => (value === 0 ? 0 : 1)) : data;
  const master = { id: uri, width, height, data: pixels, exposureTimeS } as MasterDark | BadPixelMask;
  const found = { master, date: dateOf(headers) };
  decoded.set(key, found, pixels.byteLength);
  return found;
}

function dateOf(headers: Parameters<typeof headerFactsOf>[0]): string | null {
  for (const word of dateWords) {
    for (const header of headers) {
      const value = cardValue(header, word);
      if (typeof value === "string" && value.trim() !== "") return value.trim();
    }
  }
  return null;
}
