/** What tells of an exposure beside its images: no work starts from it and nothing waits for it. */
import { z } from "zod";

/** The stamps of every SAL message, unix seconds; 0 is not set. */
const salStamps = {
  /** TAI. */
  private_sndStamp: z.number().optional(),
  /** The same instant in UTC. */
  private_efdStamp: z.number().optional(),
};

/** SAL `logevent_endReadout` of a camera, decoded. Times are TAI, unix seconds. */
export const endReadout = z.object({
  ...salStamps,
  imageName: z.string(),
  requestedExposureTime: z.number(),
  timestampAcquisitionStart: z.number(),
  timestampEndOfReadout: z.number(),
  /** Names and values, each list separated by colons; a colon within a value stands behind a backslash. */
  additionalKeys: z.string().default(""),
  additionalValues: z.string().default(""),
});
export type EndReadout = z.infer<typeof endReadout>;

/** SAL `logevent_nextVisit` of a script queue, decoded. */
export const nextVisit = z.object({
  ...salStamps,
  /** 1 is the main telescope's queue, 2 the auxiliary one's. */
  salIndex: z.number().int(),
  scriptSalIndex: z.number().int(),
  groupId: z.string(),
  coordinateSystem: z.number().int(),
  position: z.tuple([z.number(), z.number()]),
  /** TAI, unix seconds. */
  startTime: z.number(),
  rotationSystem: z.number().int(),
  /** Degrees. */
  cameraAngle: z.number(),
  filters: z.string(),
  dome: z.number().int(),
  /** Seconds. */
  duration: z.number(),
  /** 0 is unknown. */
  nimages: z.number().int(),
  instrument: z.string(),
  survey: z.string(),
  totalCheckpoints: z.number().int(),
});
export type NextVisit = z.infer<typeof nextVisit>;

/** `<obsId>_expectedSensors.json` beside an exposure's images: which will come. */
export const expectedSensors = z.object({
  obsId: z.string(),
  /** By detector: `SCIENCE`, wavefront sensors as well, or `GUIDER`. */
  expectedSensors: z.record(z.string().max(64), z.string()),
});
export type ExpectedSensors = z.infer<typeof expectedSensors>;

const text = z.string().nullish();

/** The primary header as JSON beside an image; any word may be null or missing. */
export const sidecar = z.object({
  OBSID: text,
  INSTRUME: text,
  RAFTBAY: text,
  CCDSLOT: text,
  FILENAME: text,
  IMGTYPE: text,
  TESTTYPE: text,
  PROGRAM: text,
  RUNNUM: text,
  REASON: text,
  GROUPID: text,
  /** From 1. */
  CURINDEX: z.number().int().nullish(),
  FILTER: text,
  FILTBAND: text,
  TIMESYS: text,
});
export type Sidecar = z.infer<typeof sidecar>;
