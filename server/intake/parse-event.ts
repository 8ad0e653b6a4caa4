/** The door for events: bytes of any accepted shape in, one outcome for each record out. Pure. */
import type { Camera } from "#contracts/camera.ts";
import { imageArrived } from "#contracts/event.ts";
import type { Parsed } from "#contracts/outcome.ts";
import { parseOods } from "./parse-oods.ts";
import { parseS3 } from "./parse-s3.ts";

/** The largest value that is looked at: the largest that the observatory's Kafka lets pass. */
const largestBytes = 10 * 1024 * 1024;

/** @returns an outcome for each record of the value; whether work is a duplicate only the store can tell. */
export function parseEvent(value: Uint8Array | null, cameras: readonly Camera[]): Parsed[] {
  if (value === null) return [{ kind: "dead", reason: "the message has no value (a tombstone)" }];
  if (value.byteLength > largestBytes) return [{ kind: "dead", reason: `the message is over ${largestBytes} bytes` }];
  let decoded: unknown;
  try {
    decoded = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(value));
  } catch {
    return [{ kind: "dead", reason: "the message is not JSON in UTF-8" }];
  }
  return parseDecoded(decoded, cameras);
}

/** As `parseEvent`, for a value that is decoded already. */
export function parseDecoded(value: unknown, cameras: readonly Camera[]): Parsed[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [{ kind: "dead", reason: "the message is not a JSON object" }];
  }
  if ("Records" in value) return parseS3(value, cameras);
  if ("obsid" in value && "statusCode" in value) return [parseOods(value, cameras)];
  if ("type" in value) return [parseNative(value)];
  if ("timestampEndOfReadout" in value || "scriptSalIndex" in value) {
    return [{ kind: "ignore", reason: "context only: no image arrived" }];
  }
  return [{ kind: "dead", reason: "the message has none of the known event shapes (docs/events.md lists them)" }];
}

function parseNative(value: object): Parsed {
  const parsed = imageArrived.safeParse(value);
  if (parsed.success) return { kind: "work", image: parsed.data };
  const issue = parsed.error.issues[0];
  return { kind: "dead", reason: `image-arrived with a bad ${issue?.path.join(".")}: ${issue?.message}` };
}
