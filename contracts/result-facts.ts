/** What a result tells beside its numbers, and pages read as well: header, failure, pictures, input, instants. */
import { z } from "zod";

/** Facts of the exposure read from the image's header; null where the header is silent. */
export const headerFacts = z.object({
  exposureTimeS: z.number().nullable(),
  /** Lower case; `science` for object and sky exposures. */
  imageType: z.string().nullable(),
  band: z.string().nullable(),
  physicalFilter: z.string().nullable(),
  /** Start of the exposure, ISO 8601 in UTC. */
  obsStartUtc: z.string().nullable(),
  airmass: z.number().nullable(),
  target: z.string().nullable(),
  program: z.string().nullable(),
  observationReason: z.string().nullable(),
  raDeg: z.number().nullable(),
  decDeg: z.number().nullable(),
  altitudeDeg: z.number().nullable(),
  azimuthDeg: z.number().nullable(),
});
export type HeaderFacts = z.infer<typeof headerFacts>;

/** Why an image has no numbers. */
export const failure = z.object({
  /** A stable word to group by: `not-found`, `not-fits`, `truncated`, `bad-header`, `unsupported`, `crash`, `timeout`, `calibration`, `refused`, `ingest-failed`, `internal`, `program-…`. */
  code: z.string(),
  /** What happened, where, and what to do, in a sentence for a person. */
  message: z.string(),
});
export type Failure = z.infer<typeof failure>;

/** A picture or plot kept in the object store, served at `/api/objects/{key}`. */
export const artifact = z.object({
  name: z.string(),
  key: z.string(),
  mediaType: z.string(),
  widthPx: z.number().int().positive(),
  heightPx: z.number().int().positive(),
});
export type Artifact = z.infer<typeof artifact>;

/** Instants in UTC milliseconds, null until they happen. */
export const timeline = z.object({
  eventAtMs: z.number().nullable(),
  receivedAtMs: z.number().nullable(),
  queuedAtMs: z.number().nullable(),
  claimedAtMs: z.number().nullable(),
  readAtMs: z.number().nullable(),
  doneAtMs: z.number().nullable(),
  gatheredAtMs: z.number().nullable(),
  pushedAtMs: z.number().nullable(),
});
export type Timeline = z.infer<typeof timeline>;

export const timingsMs = z.object({
  read: z.number(),
  decode: z.number(),
  background: z.number(),
  detect: z.number(),
  measure: z.number(),
  total: z.number(),
});
export type TimingsMs = z.infer<typeof timingsMs>;

/** The image that was read, enough to read it again. */
export const inputProvenance = z.object({
  uri: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  hdu: z.number().int().nullable(),
});

/** Task name of a failure that a sender reported before any pixel was read. */
export const ingestTask = "ingest";
