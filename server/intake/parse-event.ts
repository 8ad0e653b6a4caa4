/** The door for events: bytes of any accepted shape in, one outcome for each record out. Pure. */
import type { Camera } from "#contracts/camera.ts";
import { contribution } from "#contracts/contribution.ts";
import { imageArrived } from "#contracts/event.ts";
import type { Parsed } from "#contracts/outcome.ts";
import { type Decoders, decodeFrame, isFramed } from "./avro-frame.ts";
import type { PlaceRule } from "./image-place.ts";
import { parseEndReadout, type ReadoutFacts } from "./parse-end-readout.ts";
import { type ExpectedImages, expectedImages } from "./parse-expected-sensors.ts";
import { parseOods } from "./parse-oods.ts";
import { parseRucio } from "./parse-rucio.ts";
import { parseS3 } from "./parse-s3.ts";

/** What parsing needs beside the bytes and the cameras, where the shapes ask for it. */
export interface ParseMeans {
  /** A decoder for each schema id among the values; whoever calls fetches them first. */
  decoders?: Decoders;
  /** Where foreign URLs can be read. */
  places?: readonly PlaceRule[];
}

/** The largest value that is looked at: the largest that the observatory's Kafka lets pass. */
const largestBytes = 10 * 1024 * 1024;

/**
 * @returns an outcome for each record of the value; whether work is a duplicate only the store can tell.
 * @throws Error when the value is Avro and its schema is not among `decoders`: it is neither dead nor skipped.
 */
export function parseEvent(value: Uint8Array | null, cameras: readonly Camera[], means: ParseMeans = {}): Parsed[] {
  if (value === null) return [{ kind: "dead", reason: "the message has no value (a tombstone)" }];
  if (value.byteLength > largestBytes) return [{ kind: "dead", reason: `the message is over ${largestBytes} bytes` }];
  const decoded = isFramed(value) ? decodeFrame(value, means.decoders ?? new Map()) : decodeJson(value);
  if ("problem" in decoded) return [{ kind: "dead", reason: decoded.problem }];
  return parseDecoded(decoded.record, cameras, means);
}

/** As `parseEvent`, for a value that is decoded already. */
export function parseDecoded(value: unknown, cameras: readonly Camera[], means: ParseMeans = {}): Parsed[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [{ kind: "dead", reason: "the message is not a JSON object" }];
  }
  if ("Records" in value) return parseS3(value, cameras);
  if ("obsid" in value && "statusCode" in value) return [parseOods(value, cameras)];
  if ("event_type" in value && "payload" in value) return [parseRucio(value, cameras, means.places ?? [])];
  if ("type" in value) return [parseNative(value)];
  if ("timestampEndOfReadout" in value) return [tellOf(parseEndReadout(value, cameras))];
  if ("expectedSensors" in value) return [tellOf(expectedImages(value, cameras))];
  if ("scriptSalIndex" in value) return [{ kind: "ignore", reason: contextOnly }];
  return [{ kind: "dead", reason: "the message has none of the known event shapes (docs/events.md lists them)" }];
}

const contextOnly = "context only: no image arrived";

/** What tells of an exposure starts no work, and is worth a row that waits. */
function tellOf(told: ReadoutFacts | ExpectedImages | { problem: string }): Parsed {
  if ("problem" in told) return { kind: "ignore", reason: `${contextOnly}; ${told.problem}` };
  const isExpected = "images" in told;
  const { camera, exposureId, dayObs, seqNum, obsId } = isExpected ? told.exposure : told;
  const detectors = isExpected ? told.images.map(({ detector }) => detector) : null;
  return {
    kind: "ignore",
    reason: contextOnly,
    tells: { camera: camera.name, exposureId, dayObs, seqNum, obsId, detectors },
  };
}

function decodeJson(value: Uint8Array): { record: unknown } | { problem: string } {
  const [first = 0x20] = value;
  if (first < 0x20 && ![0x09, 0x0a, 0x0d].includes(first)) {
    const magic = first.toString(16).padStart(2, "0");
    return { problem: `wrong magic byte ${magic}: neither framed Avro, which starts with 00, nor JSON` };
  }
  try {
    return { record: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(value)) };
  } catch {
    return { problem: "the message is not JSON in UTF-8" };
  }
}

function parseNative(value: object): Parsed {
  if ("type" in value && value.type === "contribution") return parseContribution(value);
  const parsed = imageArrived.safeParse(value);
  if (parsed.success) return { kind: "work", image: parsed.data };
  const issue = parsed.error.issues[0];
  return { kind: "dead", reason: `image-arrived with a bad ${issue?.path.join(".")}: ${issue?.message}` };
}

function parseContribution(value: object): Parsed {
  const parsed = contribution.safeParse(value);
  if (parsed.success) return { kind: "contribution", contribution: parsed.data };
  const issue = parsed.error.issues[0];
  return { kind: "dead", reason: `contribution with a bad ${issue?.path.join(".")}: ${issue?.message}` };
}
