/** The image events that Firstlook understands, as their decoded values; each is parsed once, at the intake. */
import { z } from "zod";
import { cameraName, dayObs, detectorName, exposureId, imageKind, seqNum } from "./identity.ts";

/** Firstlook's own event: one detector's image can be read at `uri`. Other senders' shapes are turned into it. */
export const imageArrived = z.object({
  type: z.literal("image-arrived"),
  v: z.literal(1),
  camera: cameraName,
  exposureId,
  dayObs,
  seqNum,
  /** The observatory's own text id of the exposure, where it has one. */
  obsId: z.string().max(128).nullable().default(null),
  detector: detectorName,
  kind: imageKind.default("raw"),
  /** `file:///…` or `s3://bucket/key`. */
  uri: z.string().max(2048),
  /** When the sender says that it happened, UTC milliseconds; null is unknown. */
  eventAtMs: z.number().nullable().default(null),
  /** What the header says, where the sender knows it, so that rules need not wait for it; a fact left out is not told. */
  facts: z
    .object({
      imageType: z.string().nullable(),
      reason: z.string().nullable(),
      program: z.string().nullable(),
      band: z.string().nullable(),
      physicalFilter: z.string().nullable(),
    })
    .partial()
    .optional(),
});
export type ImageArrived = z.infer<typeof imageArrived>;

/** The part of an S3 `ObjectCreated` record that is needed; all else is optional and ignored. */
export const s3Record = z.object({
  eventName: z.string().optional(),
  eventTime: z.string().optional(),
  s3: z.object({
    bucket: z.object({ name: z.string().min(1) }),
    object: z.object({ key: z.string().min(1), eTag: z.string().max(200).optional() }),
  }),
});
export type S3Record = z.infer<typeof s3Record>;

/** An S3 notification; its records are parsed one by one, so that a bad one never affects its siblings. */
export const s3Notification = z.object({ Records: z.array(z.unknown()).max(10_000) });

/** SAL `logevent_imageInOODS`, decoded from Avro or JSON. Unknown fields are dropped. */
export const imageInOods = z.object({
  camera: z.string(),
  obsid: z.string(),
  raft: z.string(),
  sensor: z.string(),
  statusCode: z.number().int(),
  description: z.string(),
  /** TAI, unix seconds. */
  private_sndStamp: z.number().optional(),
  /** UTC, unix seconds. */
  private_efdStamp: z.number().optional(),
});
export type ImageInOods = z.infer<typeof imageInOods>;

/** A Rucio message of Hermes; only what a finished transfer needs. All else is ignored, Python text in it as well. */
export const rucioEvent = z.object({
  event_type: z.string(),
  payload: z.object({
    /** Where the file is now; `name` may differ. */
    "dst-url": z.string().max(1024).optional(),
    /** `raw_file`, or a kind of file that is no image; 1 from before the kinds. */
    rubin_butler: z.unknown().optional(),
    /** The Butler's dataset: JSON text, an object, or nothing usable. */
    rubin_sidecar: z.unknown().optional(),
    /** `YYYY-MM-DD HH:MM:SS[.ffffff]`, UTC. */
    transferred_at: z.unknown().optional(),
  }),
});
export type RucioEvent = z.infer<typeof rucioEvent>;

/** The identity in `rubin_sidecar`. */
export const rucioSidecar = z.object({
  datasetType: z.object({ name: z.string() }).optional(),
  dataId: z.object({
    dataId: z.object({ instrument: z.string(), detector: z.number().int().min(0), exposure: exposureId }),
  }),
});
export type RucioSidecar = z.infer<typeof rucioSidecar>;
