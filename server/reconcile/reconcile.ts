/** Decides when an exposure is looked after, and what becomes of images that should have come. Pure. */
import type { Camera } from "#contracts/camera.ts";
import type { ImageArrived } from "#contracts/event.ts";
import type { ImageKind } from "#contracts/identity.ts";
import type { MissingImage, Reconciliation, RetriggeredImage } from "#contracts/reconciliation.ts";
import { type PlacedExposure, placesOf } from "./image-places.ts";

/** An image by its detector, which is all that an exposure's images differ in. */
export interface ExpectedImage {
  detector: string;
  kind: ImageKind;
}

/** All that is known of an exposure that is watched. */
export interface WatchedExposure {
  camera: Camera;
  exposureId: number;
  dayObs: number;
  seqNum: number;
  obsId: string | null;
  /** The first that was heard of it: an image's event, or `endReadout`. */
  firstSignAtMs: number;
  /** Images that were announced, or that have a result without: nothing has to be looked for. */
  known: readonly ExpectedImage[];
  /** Detectors that the exposure waits for, by its pattern and by what was told to come. */
  expected: readonly string[];
  before: Reconciliation | null;
}

/** Pauses after the first sign, in units of the deadline: guiders come 90 s late, and stores are away for an hour. */
const looksAt = [1, 4, 20, 120] as const;

/** @returns when to look next: an instant, `now`, or `never` when all has come or it was looked often enough. */
export function nextLook(watched: WatchedExposure, afterMs: number, nowMs: number): number | "now" | "never" {
  const factor = looksAt[watched.before?.looks ?? 0];
  if (factor === undefined || absent(watched, expectedImages(watched)).length === 0) return "never";
  if (watched.before && watched.before.missing.length === 0 && watched.before.retriggered.length === 0) return "never";
  const atMs = watched.firstSignAtMs + factor * afterMs;
  return atMs <= nowMs ? "now" : atMs;
}

/** @returns the images that the exposure waits for, where no list beside them says more. */
export function expectedImages({ camera, expected }: Pick<WatchedExposure, "camera" | "expected">): ExpectedImage[] {
  const wanted = new Set(expected);
  return camera.detectors.filter(({ name }) => wanted.has(name)).map(({ name, kind }) => ({ detector: name, kind }));
}

/** @returns expected images of which nothing was heard. */
export function absent(watched: WatchedExposure, expected: readonly ExpectedImage[]): ExpectedImage[] {
  const known = new Set(watched.known.map(keyOf));
  return expected.filter((image) => !known.has(keyOf(image)));
}

export interface Looked {
  expected: readonly ExpectedImage[];
  expectedFrom: Reconciliation["expectedFrom"];
  /** What lies in the store by its URI, with when it was written; or why the store could not be looked into. */
  found: ReadonlyMap<string, number | null> | { trouble: string };
}

export interface Judgement {
  /** To be published: images that lie in the store and whose event never came. */
  events: ImageArrived[];
  reconciliation: Reconciliation;
}

/** @returns what to announce again, and what to say of the rest. */
export function judge(watched: WatchedExposure, looked: Looked, nowMs: number): Judgement {
  const events: ImageArrived[] = [];
  const missing: MissingImage[] = [];
  const retriggered: RetriggeredImage[] = [...(watched.before?.retriggered ?? [])];
  for (const image of absent(watched, looked.expected)) {
    const place = placeOf(watched, image, looked.found);
    if ("reason" in place) {
      missing.push({ ...image, reason: place.reason });
      continue;
    }
    events.push(eventOf(watched, image, place));
    if (!retriggered.some((earlier) => keyOf(earlier) === keyOf(image))) retriggered.push({ ...image, atMs: nowMs });
  }
  const { expectedFrom } = looked;
  const looks = (watched.before?.looks ?? 0) + 1;
  return { events, reconciliation: { atMs: nowMs, looks, expectedFrom, retriggered, missing } };
}

type Place = { uri: string; writtenAtMs: number | null } | { reason: string };

function placeOf(watched: WatchedExposure, image: ExpectedImage, found: Looked["found"]): Place {
  const { camera, obsId } = watched;
  if (camera.images === null) return { reason: `cameras/ does not say where the images of ${camera.name} lie` };
  if (obsId === null) return { reason: "the exposure has no observation id to look by" };
  if ("trouble" in found) return { reason: `the object store could not be looked into: ${found.trouble}` };
  const detector = camera.detectors.find(({ name }) => name === image.detector);
  const places = detector ? placesOf(placed(watched, obsId), detector, image.kind) : [];
  const uri = places.find((place) => found.has(place));
  if (uri === undefined) return { reason: `no event came, and there is nothing at ${places[0] ?? "any known place"}` };
  return { uri, writtenAtMs: found.get(uri) ?? null };
}

function placed({ camera, dayObs }: WatchedExposure, obsId: string): PlacedExposure {
  return { camera, dayObs, obsId };
}

function eventOf(
  { camera, exposureId, dayObs, seqNum, obsId }: WatchedExposure,
  { detector, kind }: ExpectedImage,
  { uri, writtenAtMs }: { uri: string; writtenAtMs: number | null },
): ImageArrived {
  const identity = { camera: camera.name, exposureId, dayObs, seqNum, obsId, detector, kind };
  return { type: "image-arrived", v: 1, ...identity, uri, eventAtMs: writtenAtMs };
}

function keyOf({ detector, kind }: ExpectedImage): string {
  return `${detector}~${kind}`;
}
