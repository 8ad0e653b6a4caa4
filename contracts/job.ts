/** A job: everything that a worker needs to analyse one detector's image, resolved beforehand. How it waits: `queued-job.ts`. */
import { z } from "zod";
import { type AmplifierFacts, amplifierFacts, type Camera, headerWords, saturationIs } from "./camera.ts";
import { defaultPool, poolName } from "./control.ts";
import { dayObs, imageIdentity, seqNum } from "./identity.ts";
import { runName } from "./run-name.ts";
import { jobSelection } from "./selection.ts";

/** What the camera's data say of an image, for words that its header does not hold. */
export const cameraFacts = amplifierFacts.extend({
  pixelScaleArcsec: z.number().positive().nullable(),
  saturationAdu: z.number().positive().nullable(),
  /** Absent is counts as read. */
  saturationIs: saturationIs.optional(),
  timeScale: z.enum(["UTC", "TAI"]),
  headerWords,
  /** Band by the name of the physical filter, where headers do not say it. */
  filterBands: z.record(z.string(), z.string()).optional(),
});
export type CameraFacts = z.infer<typeof cameraFacts>;

const knownFacts = new WeakMap<Camera, Map<string | null, CameraFacts>>();

/** @returns what a camera's data say of the images of one of its detectors; the same object for the same two. */
export function cameraFactsOf(camera: Camera, detector: string | null): CameraFacts {
  const name = camera.detectors.some((each) => each.name === detector) ? detector : null;
  const known = knownFacts.get(camera) ?? new Map<string | null, CameraFacts>();
  knownFacts.set(camera, known);
  const facts = known.get(name) ?? readFacts(camera, name);
  known.set(name, facts);
  return facts;
}

function readFacts(camera: Camera, detector: string | null): CameraFacts {
  const { ampGains, ampReadNoises, ampSaturationsAdu } =
    camera.detectors.find(({ name }) => name === detector) ?? ({} as Partial<AmplifierFacts>);
  return {
    pixelScaleArcsec: camera.pixelScaleArcsec,
    saturationAdu: camera.saturationAdu,
    saturationIs: camera.saturationIs,
    timeScale: camera.timeScale,
    headerWords: camera.headerWords,
    filterBands: camera.filterBands,
    ...(ampGains && { ampGains }),
    ...(ampReadNoises && { ampReadNoises }),
    ...(ampSaturationsAdu && { ampSaturationsAdu }),
  };
}

export const job = imageIdentity.extend({
  v: z.literal(1),
  /** `workKey` of identity, task and run: adding a job twice is adding it once. */
  id: z.string(),
  /** The side run that its result belongs to; absent in the first run. */
  run: runName.optional(),
  dayObs,
  seqNum,
  obsId: z.string().nullable(),
  /** Places to look for the image, in order; the first that exists is read. */
  uris: z.array(z.string()).min(1),
  /** The pool whose workers do it. */
  pool: poolName.default(defaultPool),
  task: z.string(),
  taskVersion: z.string(),
  /** The task's resolved configuration; a worker never opens `pipelines/`. */
  config: z.record(z.string(), z.unknown()),
  configHash: z.string(),
  /** Rules that only the header can tell apart; `config` is that of the last. Absent where no rule chose. */
  selection: jobSelection.optional(),
  facts: cameraFacts,
  eventAtMs: z.number().nullable(),
  receivedAtMs: z.number(),
  queuedAtMs: z.number(),
});
export type Job = z.infer<typeof job>;
