/** SAL `imageInOODS`, decoded: success is work, code 1 names a failed detector, all else belongs to no detector. */
import type { Camera } from "#contracts/camera.ts";
import { type ImageInOods, imageInOods } from "#contracts/event.ts";
import type { Parsed } from "#contracts/outcome.ts";
import { findCamera } from "#io/cameras/find-camera.ts";
import { detectorNamed } from "./image-key.ts";
import { placeFromCamera } from "./image-place.ts";
import { parseObsId, splitExposureId } from "./obs-id.ts";
import { sentAtMs } from "./utc-from-tai.ts";

/** Parses one `imageInOODS`; the image's place comes from the camera's data, as the event names no file. */
export function parseOods(value: unknown, cameras: readonly Camera[]): Parsed {
  const parsed = imageInOods.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { kind: "dead", reason: `imageInOODS with a bad ${issue?.path.join(".")}: ${issue?.message}` };
  }
  const event = parsed.data;
  if (event.statusCode === 0) return parseSuccess(event, cameras);
  if (event.statusCode === 1) return parseFailure(event, cameras);
  return { kind: "unattributed", reason: event.description };
}

function parseSuccess(event: ImageInOods, cameras: readonly Camera[]): Parsed {
  const camera = findCamera(cameras, event.camera);
  // Two cameras may share a code: the one that the event names comes first.
  const exposure = parseObsId(event.obsid, camera ? [camera, ...cameras] : cameras);
  if ("problem" in exposure) return { kind: "unattributed", reason: `${exposure.problem}: ${event.description}` };
  if (camera !== exposure.camera) {
    return { kind: "unattributed", reason: `camera "${event.camera}" does not fit "${event.obsid}"` };
  }
  // A full name in `sensor` stands alone: the sender leaves a stale raft beside it.
  const name = event.sensor.includes("_") ? event.sensor : `${event.raft}_${event.sensor}`;
  const detector = detectorNamed(name, camera);
  if (!detector) return { kind: "unattributed", reason: `${camera.name} has no detector "${name}"` };
  const inFile = (detector.fileName ?? detector.name) + (detector.kind === "guider" ? "_guider" : "");
  const uri = placeFromCamera({ ...exposure, detector: inFile });
  if (uri === null) {
    return { kind: "unattributed", reason: `cameras/ does not say where the images of ${camera.name} lie` };
  }
  return {
    kind: "work",
    image: {
      type: "image-arrived",
      v: 1,
      camera: camera.name,
      exposureId: exposure.exposureId,
      dayObs: exposure.dayObs,
      seqNum: exposure.seqNum,
      obsId: exposure.obsId,
      detector: detector.name,
      kind: detector.kind,
      uri,
      eventAtMs: sentAtMs(event),
    },
  };
}

function parseFailure(event: ImageInOods, cameras: readonly Camera[]): Parsed {
  const camera = findCamera(cameras, event.camera);
  const exposure = /^\d{13}$/.test(event.obsid) ? splitExposureId(Number(event.obsid)) : null;
  // In failures `sensor` holds the detector's number behind an S: `S11` is detector 11, not a slot.
  const number = event.raft === "R??" ? /^S(\d{2,3})$/.exec(event.sensor)?.[1] : undefined;
  const detector = camera?.detectors.find((candidate) => candidate.id === Number(number));
  if (!camera || !exposure || number === undefined || !detector) {
    return { kind: "unattributed", reason: event.description };
  }
  if (event.description.includes("Datastore already contains")) {
    return { kind: "duplicate", reason: event.description };
  }
  return {
    kind: "failed",
    reason: event.description,
    identity: {
      camera: camera.name,
      exposureId: Number(event.obsid),
      detector: detector.name,
      kind: detector.kind,
      dayObs: exposure.dayObs,
      seqNum: exposure.seqNum,
      eventAtMs: sentAtMs(event),
    },
  };
}
