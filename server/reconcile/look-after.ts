/** Looks after one exposure: lists what lies in the store, announces what was lost, and says what is missing. */
import type { Camera } from "#contracts/camera.ts";
import type { ImageArrived } from "#contracts/event.ts";
import type { ReachPoint } from "#contracts/fault-point.ts";
import type { Reconciliation } from "#contracts/reconciliation.ts";
import type { ImageListing } from "#io/images/image-listing.ts";
import type { ImageSource } from "#io/images/image-source.ts";
import type { ExposureFacts } from "#io/redis/exposure-store.ts";
import type { IntakeStore } from "#io/redis/intake-store.ts";
import type { Readout, WatchStore } from "#io/redis/watch-store.ts";
import { expectedDetectors, patternDetectors } from "#server/gather/expected-detectors.ts";
import { parseExpectedSensors } from "#server/intake/parse-expected-sensors.ts";
import { expectedSensorsPlace, prefixesOf } from "./image-places.ts";
import { type ExpectedImage, expectedImages, judge, type Looked, nextLook, type WatchedExposure } from "./reconcile.ts";

export interface LookParts {
  cameras: readonly Camera[];
  cameraOf: (name: string) => Camera;
  store: WatchStore;
  intake: IntakeStore;
  listing: ImageListing;
  images: ImageSource;
  /** Resolves when the bus holds the events. */
  publish: (events: readonly ImageArrived[]) => Promise<void>;
  readReconciliation: (camera: string, exposureId: number) => Promise<Reconciliation | null>;
  /** How long an image may take after the first sign of its exposure. */
  afterMs: number;
  /** For tests of crashes. */
  reach?: ReachPoint;
  nowMs: () => number;
}

const ofNowMs = 6 * 3600_000;

/**
 * Any number of processes may look after the same exposure, and any of them may die in between: events that are
 * published twice are one image to the intake.
 * @returns when to look again; null is never.
 */
export async function lookAfter(
  name: string,
  exposureId: number,
  facts: ExposureFacts | null,
  parts: LookParts,
): Promise<number | null> {
  const readout = await parts.store.readReadout(name, exposureId);
  const camera = parts.cameraOf(name);
  const before = await parts.readReconciliation(name, exposureId);
  const watched = watchedOf({ camera, exposureId, facts, readout, before });
  if (watched === null) return null;
  const look = nextLook(watched, parts.afterMs, parts.nowMs());
  if (look === "never") return null;
  if (look !== "now") return look;
  const around = await lookAround(watched, parts);
  const ofPattern = new Set(patternDetectors({ pattern: facts?.pattern ?? null, seqNum: watched.seqNum }, camera));
  const looked = { ...around, expected: around.expected.filter(({ detector }) => ofPattern.has(detector)) };
  const { events, reconciliation } = judge(watched, looked, parts.nowMs());
  const { missing } = reconciliation;
  if (events.length > 0) await parts.publish(events);
  if (events.length > 0) parts.reach?.("lost-published");
  // An exposure that was read out and of which nothing lies anywhere is shown all the same.
  if (facts === null && events.length === 0) await announceEmpty(watched, parts);
  await parts.store.keep(name, exposureId, reconciliation);
  parts.reach?.("reconciliation-kept");
  const atMs = parts.nowMs();
  const sent = events.map(({ detector }) => detector);
  await parts.store.noteRetriggered(name, exposureId, sent, atMs);
  // A store that could not be looked into, and a backlog of old exposures, tell nothing of the detectors.
  const isOfNow = !("trouble" in looked.found) && atMs - watched.firstSignAtMs < ofNowMs;
  if (before === null && isOfNow && missing.length < looked.expected.length) {
    const came = [...watched.known.map(({ detector }) => detector), ...sent];
    await parts.store.noteAbsences(
      name,
      missing.map(({ detector }) => detector),
      came,
    );
  }
  const next = nextLook({ ...watched, before: reconciliation }, parts.afterMs, atMs);
  return next === "never" ? null : next === "now" ? atMs + parts.afterMs : next;
}

interface Known {
  camera: Camera;
  exposureId: number;
  facts: ExposureFacts | null;
  readout: Readout | null;
  before: Reconciliation | null;
}

function watchedOf({ camera, exposureId, facts, readout, before }: Known): WatchedExposure | null {
  const told = facts ?? readout;
  if (told === null) return null;
  const known: ExpectedImage[] = [
    ...(facts?.images ?? []).map(({ detector, kind }) => ({ detector, kind })),
    ...(facts?.results ?? []).map(({ detector, kind }) => ({ detector, kind })),
  ];
  const firstSignAtMs = Math.min(facts?.firstEventAtMs ?? Infinity, readout?.heardAtMs ?? Infinity);
  // Known from other programs alone: nobody says that images of it will come.
  if (!Number.isFinite(firstSignAtMs)) return null;
  const { dayObs, seqNum, obsId } = told;
  const expected = expectedDetectors(facts ?? { pattern: null, expected: null, seqNum }, camera);
  return { camera, exposureId, dayObs, seqNum, obsId, firstSignAtMs, known, expected, before };
}

/** Reads the store; what cannot be read is told with its reason, never taken for empty. */
async function lookAround(watched: WatchedExposure, parts: LookParts): Promise<Looked> {
  const { camera, dayObs, obsId } = watched;
  const byCamera: Looked = { expected: expectedImages(watched), expectedFrom: "camera", found: new Map() };
  if (obsId === null) return byCamera;
  const placed = { camera, dayObs, obsId };
  try {
    const lists = await Promise.all(prefixesOf(placed).map((prefix) => parts.listing.list(prefix)));
    const found = new Map(lists.flatMap((list) => [...list]));
    const place = expectedSensorsPlace(placed);
    if (place === null || !found.has(place)) return { ...byCamera, found };
    const listed = parseExpectedSensors(new TextDecoder().decode(await parts.images.read(place)), parts.cameras);
    if ("problem" in listed || listed.exposure.exposureId !== watched.exposureId) return { ...byCamera, found };
    // What the pattern leaves out is not analysed, whatever the camera reads out.
    const wanted = new Set(watched.expected);
    const expected = listed.images.filter(({ detector }) => wanted.has(detector));
    return { expected, expectedFrom: "expected-sensors", found };
  } catch (error) {
    return { ...byCamera, found: { trouble: (error as Error).message } };
  }
}

async function announceEmpty({ camera, ...exposure }: WatchedExposure, parts: LookParts): Promise<void> {
  const { exposureId, dayObs, seqNum, obsId } = exposure;
  const begins = { camera: camera.name, exposureId, dayObs, seqNum, obsId, receivedAtMs: parts.nowMs() };
  await parts.intake.begin([{ ...begins, lateAfterMs: camera.lateAfterS * 1000, expected: null }]);
}
