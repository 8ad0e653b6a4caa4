/** From a message of a context topic to a sign that exposures go on; what is neither readout nor visit tells nothing. */
import type { Camera } from "#contracts/camera.ts";
import { findCamera } from "#io/cameras/find-camera.ts";
import type { BusMessage } from "#io/ports.ts";
import type { Readout } from "#io/redis/watch-store.ts";
import { type Decoders, decodeFrame, isFramed } from "#server/intake/avro-frame.ts";
import { parseEndReadout } from "#server/intake/parse-end-readout.ts";
import { parseNextVisit } from "#server/intake/parse-next-visit.ts";

export type Sign = { kind: "readout"; readout: Readout } | { kind: "visit"; camera: string };

/** A message older than this is one of a backlog, and tells nothing of now. */
const tooOldMs = 6 * 3600_000;

/** @returns the sign, or null for a message that tells of no exposure of a known camera, or of one long ago. */
export function readContext(
  { value, receivedAtMs }: Pick<BusMessage, "value" | "receivedAtMs">,
  cameras: readonly Camera[],
  decoders: Decoders = new Map(),
): Sign | null {
  const decoded = value === null ? null : decode(value, decoders);
  if (typeof decoded !== "object" || decoded === null) return null;
  if ("timestampEndOfReadout" in decoded) {
    const facts = parseEndReadout(decoded, cameras);
    if ("problem" in facts) return null;
    const { exposureId, dayObs, seqNum, obsId, readoutEndedAtMs } = facts;
    if (readoutEndedAtMs !== null && receivedAtMs - readoutEndedAtMs > tooOldMs) return null;
    const camera = facts.camera.name;
    const readout = { camera, exposureId, dayObs, seqNum, obsId, readoutEndedAtMs, heardAtMs: receivedAtMs };
    return { kind: "readout", readout };
  }
  if ("scriptSalIndex" in decoded) {
    const visit = parseNextVisit(decoded);
    if ("problem" in visit || visit.instrument === null) return null;
    if (visit.startsAtMs !== null && receivedAtMs - visit.startsAtMs > tooOldMs) return null;
    const camera = findCamera(cameras, visit.instrument);
    return camera ? { kind: "visit", camera: camera.name } : null;
  }
  return null;
}

function decode(value: Uint8Array, decoders: Decoders): unknown {
  if (isFramed(value)) {
    const frame = decodeFrame(value, decoders);
    return "record" in frame ? frame.record : null;
  }
  try {
    return JSON.parse(new TextDecoder().decode(value));
  } catch {
    return null;
  }
}
