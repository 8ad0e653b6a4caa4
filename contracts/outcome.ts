/** What becomes of one incoming record: every record ends in exactly one outcome, and each has a counter. */
import { z } from "zod";
import type { Contribution } from "./contribution.ts";
import { type ImageArrived, imageArrived } from "./event.ts";
import { imageIdentity } from "./identity.ts";

export const outcomeKind = z.enum(["work", "contribution", "duplicate", "ignore", "failed", "unattributed", "dead"]);
export type OutcomeKind = z.infer<typeof outcomeKind>;

/** What a parser makes of one record; whether work is a duplicate is known only to the store. */
export type Parsed =
  | { kind: "work"; image: ImageArrived }
  | { kind: "contribution"; contribution: Contribution }
  /** A night's table of values by other programs, which has to be read first. */
  | { kind: "contribution"; table: { camera: string; dayObs: number; uri: string } }
  | { kind: "failed"; identity: FailedImage; reason: string }
  | { kind: "duplicate"; reason: string }
  | {
      kind: "ignore";
      reason: string;
      /** The exposure that the record tells of without bringing an image. */
      tells?: ToldExposure;
      /** Where an object lies that says which detectors will come. */
      expectedAt?: string;
    }
  | { kind: "unattributed"; reason: string }
  | { kind: "dead"; reason: string };

/** An exposure that there is, and the detectors that will come where that is known. */
export interface ToldExposure {
  camera: string;
  exposureId: number;
  dayObs: number;
  seqNum: number;
  obsId: string | null;
  detectors: readonly string[] | null;
}

/** The image that a sender says could not be taken in. */
export const failedImage = imageIdentity.extend({
  dayObs: imageArrived.shape.dayObs,
  seqNum: imageArrived.shape.seqNum,
  eventAtMs: z.number().nullable(),
});
export type FailedImage = z.infer<typeof failedImage>;

/** A record that could not be used, kept so that an operator can see it. */
export const deadLetter = z.object({
  id: z.string(),
  atMs: z.number(),
  kind: outcomeKind,
  /** Where it came from: topic, partition and offset, or `POST /api/ingest`. */
  source: z.string(),
  reason: z.string(),
  /** The start of the record as text, with secrets taken out. */
  excerpt: z.string(),
});
export type DeadLetter = z.infer<typeof deadLetter>;
