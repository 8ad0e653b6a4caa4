/** What becomes of each image that a person wants announced again. Pure. */
import type { Camera } from "#contracts/camera.ts";
import type { ImageArrived } from "#contracts/event.ts";
import type { ImageKind } from "#contracts/identity.ts";
import type { TriggeredImage } from "#contracts/trigger.ts";
import type { ExposureFacts } from "#io/redis/exposure-store.ts";
import { detectorNamed } from "#server/intake/image-key.ts";
import { parseObsId, splitExposureId } from "#server/intake/obs-id.ts";
import { placesOf } from "#server/reconcile/image-places.ts";

/** The exposure, or the one detector of it, that was asked for. */
export interface TriggerTarget {
  camera: Camera;
  exposureId: number;
  dayObs: number;
  seqNum: number;
  obsId: string | null;
  /** Null is every detector. */
  detector: string | null;
}

/** @returns the target, or why the words name none. */
export function parseTarget(
  image: string,
  camera: Camera | null,
  cameras: readonly Camera[],
): TriggerTarget | { problem: string } {
  const [, number, namedDetector] = /^(\d{13})(?:_(.+))?$/.exec(image) ?? [];
  if (number !== undefined) {
    const exposureId = Number(number);
    const day = splitExposureId(exposureId);
    if (camera === null) return { problem: `"${image}" does not name its camera: add --camera NAME` };
    if (day === null) return { problem: `"${number}" is not an exposure's number` };
    return withDetector({ camera, exposureId, ...day, obsId: null }, namedDetector);
  }
  const [, obsId, detector] = /^([A-Z]{2}_[A-Z]_\d{8}_\d{6})(?:_(.+))?$/.exec(image) ?? [];
  if (obsId === undefined) {
    return { problem: `"${image}" is not like MC_O_20260901_000123, or that with _R22_S11 for one detector` };
  }
  const exposure = parseObsId(obsId, camera ? [camera, ...cameras] : cameras);
  return "problem" in exposure ? exposure : withDetector(exposure, detector);
}

function withDetector(
  target: Omit<TriggerTarget, "detector">,
  name: string | undefined,
): TriggerTarget | { problem: string } {
  const { camera, exposureId, dayObs, seqNum, obsId } = target;
  const known = { camera, exposureId, dayObs, seqNum, obsId };
  if (name === undefined) return { ...known, detector: null };
  const detector = detectorNamed(name.replace(/_guider$/, ""), camera);
  return detector ? { ...known, detector: detector.name } : { problem: `${camera.name} has no detector "${name}"` };
}

export interface PlannedTrigger {
  report: TriggeredImage;
  /** What to publish; null is nothing. */
  event: ImageArrived | null;
}

/**
 * @param found what lies in the store, or why it could not be looked into
 * @param force has failed results tried again
 */
export function planTrigger(
  target: TriggerTarget,
  facts: ExposureFacts | null,
  found: ReadonlyMap<string, number | null> | { trouble: string },
  force: boolean,
): PlannedTrigger[] {
  const wanted = target.camera.detectors.filter(({ name }) => target.detector === null || name === target.detector);
  return wanted.map(({ name: detector, kind }): PlannedTrigger => {
    const plan = (outcome: TriggeredImage["outcome"], detail: string, event: ImageArrived | null = null) => ({
      report: { detector, kind, outcome, detail },
      event,
    });
    const results = (facts?.results ?? []).filter((result) => result.detector === detector && result.kind === kind);
    const failed = results.find(({ status }) => status === "failed");
    const done = results.find(({ status }) => status === "done");
    if (done && !failed) {
      return plan("has-result", `done by ${done.worker} with ${done.task}`);
    }
    if (failed && !force) {
      return plan("has-result", `failed with ${failed.error?.code ?? "no reason"}; --force has it tried again`);
    }
    const announced = facts?.images.find((image) => image.detector === detector && image.kind === kind);
    if (announced && !failed) return plan("pending", "its event came, and it is queued or being worked on");
    const place = placeOf(target, detector, kind, found, announced?.uris[0] ?? null);
    if ("reason" in place) return plan("missing", place.reason);
    const { camera, exposureId, dayObs, seqNum, obsId } = target;
    const identity = { camera: camera.name, exposureId, dayObs, seqNum, obsId, detector, kind };
    const event: ImageArrived = { type: "image-arrived", v: 1, ...identity, ...place };
    return plan(failed ? "again" : "published", place.uri, event);
  });
}

/**
 * @param left images that have a done result and were to be forced
 * @returns the command that computes them again, beside the results that people have seen; null where there are none.
 */
export function adviceFor(
  { camera, dayObs, seqNum }: TriggerTarget,
  facts: ExposureFacts | null,
  left: number,
): string | null {
  if (left === 0) return null;
  const pipelines = facts?.results.flatMap(({ selection }) => selection?.pipeline ?? []) ?? [];
  const words = `${camera.name} ${dayObs}/${seqNum} --pipeline ${pipelines[0] ?? "NAME"} --run NAME`;
  return (
    `${left} done ${left === 1 ? "result is" : "results are"} left as people saw ${left === 1 ? "it" : "them"}. ` +
    `To compute the exposure again beside: npx firstlook rerun ${words}`
  );
}

function placeOf(
  { camera, dayObs, obsId }: TriggerTarget,
  name: string,
  kind: ImageKind,
  found: ReadonlyMap<string, number | null> | { trouble: string },
  lastUri: string | null,
): { uri: string; eventAtMs: number | null } | { reason: string } {
  // Where it was read before; it may have moved in a camera that says where its images lie.
  const before = lastUri === null ? null : { uri: lastUri, eventAtMs: null };
  if (camera.images === null) {
    return (
      before ?? { reason: `cameras/ does not say where the images of ${camera.name} lie; replay the file instead` }
    );
  }
  if (obsId === null) return before ?? { reason: "the exposure has no observation id to look by" };
  if ("trouble" in found) return before ?? { reason: `the object store could not be looked into: ${found.trouble}` };
  const detector = camera.detectors.find((each) => each.name === name);
  const places = detector ? placesOf({ camera, dayObs, obsId }, detector, kind) : [];
  const uri = places.find((place) => found.has(place));
  if (uri === undefined) return before ?? { reason: `there is nothing at ${places[0] ?? "any known place"}` };
  return { uri, eventAtMs: null };
}
