/** Gives each image of a folder its identity and its place in the night. Pure, given the headers. */
import type { Camera } from "#contracts/camera.ts";
import {
  dayObsOf,
  dayObs as dayObsSchema,
  exposureIdOf,
  type ImageKind,
  seqNum as seqNumSchema,
} from "#contracts/identity.ts";
import { detectorNamed } from "#server/intake/image-key.ts";
import { parseObsId } from "#server/intake/obs-id.ts";

/** What replay knows of a file; null where the header is silent or cannot be read. */
export interface ImageFacts {
  path: string;
  /** Begin of the exposure, UTC. */
  observedAtMs: number | null;
  dayObs: number | null;
  seqNum: number | null;
  obsId: string | null;
  /** Name of the detector as the header says it, for example `R22_S11`. */
  detector: string | null;
  /** Why the header could not be read; such an image is announced all the same, so that its failure shows. */
  problem: string | null;
}

export interface PlannedImage {
  path: string;
  /** Used for order and pace; of an image without a time, that of its neighbour by file name. */
  observedAtMs: number;
  exposureId: number;
  dayObs: number;
  seqNum: number;
  obsId: string | null;
  detector: string;
  kind: ImageKind;
}

export interface ReplayPlan {
  images: PlannedImage[];
  /** What had to be assumed, a sentence each. */
  notes: string[];
}

type Timed = ImageFacts & { observedAtMs: number };

/**
 * Orders images by time of observation (equal times by file name) and identifies them: DAYOBS and SEQNUM where the
 * header has both, else the day of the UTC time and the order within that day.
 * @param fallbackMs the time of a folder in which no header has one.
 */
export function planReplay(facts: readonly ImageFacts[], camera: Camera, fallbackMs: number): ReplayPlan {
  const notes: string[] = [];
  const timed = withTimes(facts, fallbackMs, notes);
  timed.sort((one, other) => one.observedAtMs - other.observedAtMs || byName(one, other));
  const images: PlannedImage[] = [];
  const taken = new Set<string>();
  const rest: { fact: Timed; at: number }[] = [];
  timed.forEach((fact, at) => {
    const known = identityInHeader(fact, camera);
    const key = known && keyOf(known);
    if (known && key && !taken.has(key)) {
      taken.add(key);
      images[at] = known;
    } else {
      if (known)
        notes.push(`${fact.path}: another file has the same DAYOBS, SEQNUM and detector; numbered by its order`);
      rest.push({ fact, at });
    }
  });
  numberByOrder(rest, images, camera);
  return { images, notes };
}

/** Images without a time take that of the image before them by file name, or else after them. */
function withTimes(facts: readonly ImageFacts[], fallbackMs: number, notes: string[]): Timed[] {
  const named = [...facts].sort(byName);
  const firstKnown = named.find((fact) => fact.observedAtMs !== null)?.observedAtMs ?? null;
  let before = firstKnown ?? fallbackMs;
  return named.map((fact) => {
    if (fact.observedAtMs === null) {
      const source = firstKnown === null ? "the files' own date" : "its neighbour by file name";
      const why = fact.problem ?? "the header has no time of observation";
      notes.push(`${fact.path}: ${why}; placed in the night ${dayObsOf(before)} after ${source}`);
    }
    before = fact.observedAtMs ?? before;
    return { ...fact, observedAtMs: before };
  });
}

function byName(one: ImageFacts, other: ImageFacts): number {
  return one.path.localeCompare(other.path, "en", { numeric: true });
}

function identityInHeader(fact: Timed, camera: Camera): PlannedImage | null {
  if (fact.dayObs === null || fact.seqNum === null) return null;
  if (!dayObsSchema.safeParse(fact.dayObs).success || !seqNumSchema.safeParse(fact.seqNum).success) return null;
  // Rubin's simulated controllers shift the exposure id, which only the observation id tells.
  const parsed = fact.obsId === null ? null : parseObsId(fact.obsId, [camera]);
  const fits =
    parsed !== null && "exposureId" in parsed && parsed.dayObs === fact.dayObs && parsed.seqNum === fact.seqNum;
  return {
    ...placeOf(fact, camera),
    exposureId: fits ? parsed.exposureId : exposureIdOf(fact.dayObs, fact.seqNum),
    dayObs: fact.dayObs,
    seqNum: fact.seqNum,
  };
}

/** Numbers images from 1 within their day, leaving out what headers have taken; one exposure's detectors share a number. */
function numberByOrder(rest: readonly { fact: Timed; at: number }[], images: PlannedImage[], camera: Camera): void {
  const used = new Set(images.filter(Boolean).map(({ exposureId }) => exposureId));
  const current = new Map<number, { observedAtMs: number; seqNum: number; detectors: Set<string> }>();
  for (const { fact, at } of rest) {
    const dayObs = dayObsOf(fact.observedAtMs);
    const place = placeOf(fact, camera);
    const last = current.get(dayObs);
    const joins =
      last !== undefined &&
      fact.problem === null &&
      last.observedAtMs === fact.observedAtMs &&
      !last.detectors.has(place.detector);
    let exposure = last;
    if (exposure === undefined || !joins) {
      let seqNum = (last?.seqNum ?? 0) + 1;
      while (used.has(exposureIdOf(dayObs, seqNum))) seqNum += 1;
      exposure = { observedAtMs: fact.observedAtMs, seqNum, detectors: new Set() };
      current.set(dayObs, exposure);
    }
    exposure.detectors.add(place.detector);
    images[at] = { ...place, exposureId: exposureIdOf(dayObs, exposure.seqNum), dayObs, seqNum: exposure.seqNum };
  }
}

function placeOf(fact: Timed, camera: Camera) {
  const found = fact.detector === null ? undefined : detectorNamed(fact.detector, camera);
  const detector = found ?? camera.detectors[0];
  const kind: ImageKind = /_guider\.[^/]*$/i.test(fact.path) ? "guider" : "raw";
  return {
    path: fact.path,
    observedAtMs: fact.observedAtMs,
    obsId: fact.obsId,
    detector: detector?.name ?? "main",
    kind,
  };
}

function keyOf(image: PlannedImage): string {
  return `${image.exposureId} ${image.detector} ${image.kind}`;
}
