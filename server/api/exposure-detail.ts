/** From all that is known of an exposure to what its page shows. Pure. */
import type { Camera } from "#contracts/camera.ts";
import type { DetectorRecord, ExposureDetail, ExposureSummary } from "#contracts/exposure.ts";
import type { DetectorResult, Timeline } from "#contracts/result.ts";
import type { AnnouncedImage, ExposureFacts } from "#io/redis/exposure-store.ts";
import { resultsByDetector } from "#server/gather/results-by-detector.ts";

export interface Neighbours {
  previousSeqNum: number | null;
  nextSeqNum: number | null;
}

/** @returns the exposure with a record for each detector that is expected or was announced, in the camera's order. */
export function exposureDetail(
  facts: ExposureFacts,
  summary: ExposureSummary,
  camera: Camera,
  neighbours: Neighbours,
): ExposureDetail {
  const results = resultsByDetector(facts.results);
  const images = new Map(facts.images.map((image) => [image.detector, image]));
  const names = new Set([...camera.detectors.map(({ name }) => name), ...images.keys(), ...results.keys()]);
  const detectors = [...names].map((name) => detectorRecord(name, camera, images.get(name), results.get(name)));
  return {
    ...summary,
    detectors,
    artifacts: detectors.flatMap(({ detector, artifacts }) => artifacts.map((artifact) => ({ ...artifact, detector }))),
    timeline: exposureTimeline(detectors),
    ...neighbours,
  };
}

function detectorRecord(
  name: string,
  camera: Camera,
  image: AnnouncedImage | undefined,
  result: DetectorResult | undefined,
): DetectorRecord {
  const known = camera.detectors.find((detector) => detector.name === name);
  return {
    detector: name,
    kind: result?.kind ?? image?.kind ?? known?.kind ?? "raw",
    state: result?.status ?? (image ? "pending" : "expected"),
    metrics: result?.metrics ?? {},
    missing: result?.missing ?? {},
    errors: result?.errors ?? {},
    samples: result?.samples ?? {},
    error: result?.error ?? null,
    warnings: result?.warnings ?? [],
    artifacts: result?.artifacts ?? [],
    pixelUnit: result?.pixelUnit ?? "adu",
    calibrations: result?.calibrations ?? [],
    input: result?.input ?? null,
    widthPx: result?.widthPx ?? null,
    heightPx: result?.heightPx ?? null,
    task: result?.task ?? null,
    taskVersion: result?.taskVersion ?? null,
    configHash: result?.configHash ?? null,
    worker: result?.worker ?? null,
    attempts: result?.attempts ?? null,
    timingsMs: result?.timingsMs ?? null,
    timeline: {
      eventAtMs: image?.eventAtMs ?? result?.timeline.eventAtMs ?? null,
      receivedAtMs: image?.receivedAtMs ?? result?.timeline.receivedAtMs ?? null,
      queuedAtMs: image?.queuedAtMs ?? null,
      claimedAtMs: result?.timeline.claimedAtMs ?? null,
      readAtMs: result?.timeline.readAtMs ?? null,
      doneAtMs: result?.timeline.doneAtMs ?? null,
      gatheredAtMs: result ? (image?.gatheredAtMs ?? null) : null,
      pushedAtMs: result ? (image?.pushedAtMs ?? null) : null,
    },
  };
}

/** When the exposure as a whole reached each step: the first image's arrival and claim, the last one's result and push. */
function exposureTimeline(detectors: readonly DetectorRecord[]): Timeline {
  const pick = (step: keyof Timeline, choose: (...instants: number[]) => number): number | null => {
    const instants = detectors.flatMap(({ timeline }) => timeline[step] ?? []);
    return instants.length > 0 ? choose(...instants) : null;
  };
  return {
    eventAtMs: pick("eventAtMs", Math.min),
    receivedAtMs: pick("receivedAtMs", Math.min),
    queuedAtMs: pick("queuedAtMs", Math.min),
    claimedAtMs: pick("claimedAtMs", Math.min),
    readAtMs: pick("readAtMs", Math.max),
    doneAtMs: pick("doneAtMs", Math.max),
    gatheredAtMs: pick("gatheredAtMs", Math.max),
    pushedAtMs: pick("pushedAtMs", Math.max),
  };
}
