/** Rucio `transfer-done`: a file arrived at this site. Who it is, the sidecar says, else its name; where it is, its URL. */
import type { Camera, CameraDetector } from "#contracts/camera.ts";
import { type RucioEvent, type RucioSidecar, rucioEvent, rucioSidecar } from "#contracts/event.ts";
import type { ImageKind } from "#contracts/identity.ts";
import type { Parsed } from "#contracts/outcome.ts";
import { findCamera } from "#io/cameras/find-camera.ts";
import { type NamedImage, parseFileName } from "./image-key.ts";
import { type PlaceRule, placeFromCamera, placeFromUrl } from "./image-place.ts";
import { splitExposureId } from "./obs-id.ts";

/** Kinds of files that Rubin moves beside raws. */
const otherKinds: readonly unknown[] = ["data_product", "zip_file", "dim_file"];

/** Parses one message of Rucio; only finished transfers of raws are work. */
export function parseRucio(value: unknown, cameras: readonly Camera[], places: readonly PlaceRule[]): Parsed {
  const parsed = rucioEvent.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { kind: "dead", reason: `Rucio message with a bad ${issue?.path.join(".")}: ${issue?.message}` };
  }
  const { event_type: type, payload } = parsed.data;
  if (type !== "transfer-done") return ignore(`${type} is not the end of a transfer`);
  if (payload.rubin_butler !== "raw_file") return ignore(whyNoRaw(payload.rubin_butler));
  const url = payload["dst-url"];
  if (url === undefined || url === "") return dead("transfer-done of a raw without dst-url");
  const image = identify(url, payload.rubin_sidecar, cameras);
  if ("reason" in image) return image;
  const { camera, detector, fileName, ...identity } = image;
  const inFile = detector.fileName ?? detector.name;
  const uri = placeFromUrl(url, places) ?? placeFromCamera({ camera, ...identity, detector: inFile }, fileName);
  if (uri === null) {
    return { kind: "unattributed", reason: `nothing says where ${url} can be read: add its prefix to RUCIO_PLACES` };
  }
  const eventAtMs = utcMs(payload.transferred_at);
  return {
    kind: "work",
    image: { type: "image-arrived", v: 1, camera: camera.name, detector: detector.name, ...identity, uri, eventAtMs },
  };
}

type NoWork = Extract<Parsed, { kind: "ignore" | "dead" }>;

interface Identified {
  camera: Camera;
  detector: CameraDetector;
  kind: ImageKind;
  exposureId: number;
  dayObs: number;
  seqNum: number;
  obsId: string | null;
  fileName: string;
}

function identify(url: string, rawSidecar: unknown, cameras: readonly Camera[]): Identified | NoWork {
  const parts = url.replace(/[?#].*$/, "").split("/");
  const fileName = parts.at(-1) ?? "";
  const sidecar = readSidecar(rawSidecar);
  const told = sidecar ? findCamera(cameras, sidecar.dataId.dataId.instrument) : undefined;
  if (sidecar && !told) return ignore(`no camera "${sidecar.dataId.dataId.instrument}" is configured`);
  // Two cameras may share a code: the sidecar's comes first, then one whose name is a folder of the path.
  const likely = told ?? parts.map((part) => findCamera(cameras, part)).find((camera) => camera !== undefined);
  const named = parseFileName(fileName, likely ? [likely, ...cameras] : cameras);
  if (!sidecar || !told) return typeof named === "string" ? dead(named) : fromName(named, fileName);
  const { detector: number, exposure } = sidecar.dataId.dataId;
  const day = splitExposureId(exposure);
  const detector = told.detectors.find(({ id }) => id === number);
  if (!day) return dead(`the sidecar's ${exposure} is not an exposure id`);
  if (!detector) return dead(`${told.name} has no detector ${number}`);
  if (typeof named === "string") {
    const kind = sidecar.datasetType?.name === "guider_raw" ? "guider" : "raw";
    return { camera: told, detector, kind, exposureId: exposure, ...day, obsId: null, fileName };
  }
  // Numbers on the wrong detector would be worse than none.
  if (named.exposure.camera !== told || named.exposure.exposureId !== exposure || named.detector !== detector) {
    return dead(`the sidecar says exposure ${exposure}, detector ${number} of ${told.name}, the file is "${fileName}"`);
  }
  return fromName(named, fileName);
}

function fromName({ exposure, detector, kind }: NamedImage, fileName: string): Identified {
  return { ...exposure, detector, kind, fileName };
}

/** @returns the sidecar as text or object; null when there is none, or none that can be used. */
function readSidecar(raw: unknown): RucioSidecar | null {
  try {
    const parsed = rucioSidecar.safeParse(typeof raw === "string" ? JSON.parse(raw) : raw);
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function whyNoRaw(flag: RucioEvent["payload"]["rubin_butler"]): string {
  if (otherKinds.includes(flag)) return `a ${flag} is no raw image`;
  if (flag === 1) return "legacy flag: rubin_butler is 1, which does not say what the file is";
  return flag === undefined ? "the file is not marked for the Butler" : "rubin_butler says no known kind of file";
}

/** Rucio writes UTC without a zone; captures hold Python text as well, which tells nothing. */
function utcMs(text: unknown): number | null {
  if (typeof text !== "string" || !/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?$/.test(text)) return null;
  const time = Date.parse(`${text.replace(" ", "T")}Z`);
  return Number.isFinite(time) ? time : null;
}

function ignore(reason: string): NoWork {
  return { kind: "ignore", reason };
}

function dead(reason: string): NoWork {
  return { kind: "dead", reason };
}
