/** S3 `ObjectCreated` notifications: each record becomes an outcome of its own. */
import type { Camera } from "#contracts/camera.ts";
import { s3Notification, s3Record } from "#contracts/event.ts";
import type { Parsed } from "#contracts/outcome.ts";
import { parseImageKey } from "./image-key.ts";
import { isChannelKey, parseChannelKey } from "./parse-channel-key.ts";

/** The Large File Annex keeps files beside images; nothing there is an image of interest. */
const largeFileAnnex = "rubinobs-lfa-";

/** Parses the records of a notification. A bad record never affects its siblings. */
export function parseS3(value: unknown, cameras: readonly Camera[]): Parsed[] {
  const notification = s3Notification.safeParse(value);
  if (!notification.success) return [{ kind: "dead", reason: "Records is not a list of at most 10000 records" }];
  return notification.data.Records.map((record) => parseRecord(record, cameras));
}

function parseRecord(value: unknown, cameras: readonly Camera[]): Parsed {
  const record = s3Record.safeParse(value);
  if (!record.success) {
    const where = record.error.issues[0]?.path.join(".") || "the record";
    return { kind: "dead", reason: `record without a usable bucket and key (${where})` };
  }
  const { eventName, eventTime, s3 } = record.data;
  if (eventName !== undefined && !eventName.replace(/^s3:/, "").startsWith("ObjectCreated")) {
    return { kind: "ignore", reason: `${eventName} is not the creation of an object` };
  }
  const bucket = s3.bucket.name;
  if (bucket.includes(largeFileAnnex)) return { kind: "ignore", reason: `${bucket} is a large file annex` };
  const key = decodeKey(s3.object.key);
  if (key === null) return { kind: "dead", reason: `the key "${s3.object.key}" has a bad percent escape` };
  if (key.endsWith("_expectedSensors.json")) {
    const reason = `"${key}" says which images will come`;
    return { kind: "ignore", reason, expectedAt: `s3://${bucket}/${key}` };
  }
  if (isChannelKey(key))
    return parseChannel(key, { uri: `s3://${bucket}/${key}`, stamp: s3.object.eTag ?? null }, cameras);
  const parsed = parseImageKey(key, cameras);
  if (parsed.outcome !== "image") return { kind: parsed.outcome, reason: parsed.reason };
  const { exposure, detector, kind } = parsed;
  return {
    kind: "work",
    image: {
      type: "image-arrived",
      v: 1,
      camera: exposure.camera.name,
      exposureId: exposure.exposureId,
      dayObs: exposure.dayObs,
      seqNum: exposure.seqNum,
      obsId: exposure.obsId,
      detector: detector.name,
      kind,
      uri: `s3://${bucket}/${key}`,
      eventAtMs: eventTimeMs(eventTime),
    },
  };
}

/** A program's output in RubinTV's layout. */
function parseChannel(key: string, place: { uri: string; stamp: string | null }, cameras: readonly Camera[]): Parsed {
  const parsed = parseChannelKey(key, place, cameras);
  if (parsed.kind === "ignore") return { kind: "ignore", reason: parsed.reason };
  if (parsed.kind === "file") return { kind: "contribution", contribution: parsed.contribution };
  return { kind: "contribution", table: parsed };
}

/** Object keys come form-encoded, once: `+` is a space, then percent escapes of UTF-8. */
function decodeKey(key: string): string | null {
  try {
    return decodeURIComponent(key.replaceAll("+", " "));
  } catch {
    return null;
  }
}

/** @returns UTC milliseconds; some senders write `"0.000000"`, which tells nothing. */
function eventTimeMs(text: string | undefined): number | null {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}T/.test(text)) return null;
  const time = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`);
  return Number.isFinite(time) ? time : null;
}
