/** Writes a simulated night into a folder: the raw files, and `truth.json`. */
import { mkdir, open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Camera, CameraDetector } from "#contracts/camera.ts";
import { exposureIdOf } from "#contracts/identity.ts";
import { obsIdOf } from "./exposure-cards.ts";
import { type PlannedExposure, planNight } from "./night-plan.ts";
import { pixelScaleOf, simulateImage } from "./simulate-image.ts";
import type { DetectorTruth, ExposureTruth, TruthHead } from "./truth.ts";

/** Time from the begin of one exposure to the next. */
const cadenceMs = 37_000;

export interface NightRequest {
  outFolder: string;
  camera: Camera;
  detectors: readonly CameraDetector[];
  exposures: number;
  seed: number;
  dayObs: number;
}

/**
 * Writes `OUT/<camera>/<dayObs>/<obsId>/<obsId>_<detector>.fits.fz` and `OUT/truth.json`.
 * @param onFile called after each file.
 */
export async function simulateNight(request: NightRequest, onFile: (done: number, total: number) => void = () => {}) {
  const { outFolder, camera, detectors, exposures, seed, dayObs } = request;
  await mkdir(outFolder, { recursive: true });
  const truth = await open(join(outFolder, "truth.json"), "w");
  try {
    const scale = pixelScaleOf(camera);
    const head: TruthHead = {
      v: 1,
      camera: camera.name,
      seed,
      pixelScaleArcsec: scale,
      starColumns: ["x", "y", "fluxAdu"],
    };
    // A night's truth can be larger than the longest string, so it is written exposure by exposure.
    await truth.write(`${JSON.stringify(head).slice(0, -1)},"exposures":[`);
    let done = 0;
    for (const exposure of planNight({ seed, exposures })) {
      const found: DetectorTruth[] = [];
      for (const detector of detectors) {
        const startedAtMs = nightStartMs(dayObs) + (exposure.seqNum - 1) * cadenceMs;
        const image = simulateImage({ seed, camera, detector, dayObs, startedAtMs, exposure });
        await writeRaw(outFolder, camera, { dayObs, seqNum: exposure.seqNum, detector }, image.bytes);
        found.push(image.truth);
        done += 1;
        onFile(done, exposures * detectors.length);
      }
      await truth.write(
        `${exposure.seqNum > 1 ? "," : ""}\n${JSON.stringify(truthOf(camera, dayObs, exposure, found))}`,
      );
    }
    await truth.write("\n]}\n");
  } finally {
    await truth.close();
  }
}

export interface RawImage {
  dayObs: number;
  seqNum: number;
  detector: CameraDetector;
}

/** Where a raw file lies under the output folder. A simulated guider is a full image under a guider's name. */
export function rawPath(folder: string, camera: Camera, { dayObs, seqNum, detector }: RawImage): string {
  const obsId = obsIdOf(camera, dayObs, seqNum);
  const suffix = detector.kind === "guider" ? "_guider" : "";
  const file = `${obsId}_${detector.fileName ?? detector.name}${suffix}.fits.fz`;
  return join(folder, camera.name, String(dayObs), obsId, file);
}

/** Writes a raw file and its folders. @returns its path. */
export async function writeRaw(folder: string, camera: Camera, image: RawImage, bytes: Uint8Array): Promise<string> {
  const path = rawPath(folder, camera, image);
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, bytes);
  return path;
}

function truthOf(camera: Camera, dayObs: number, exposure: PlannedExposure, detectors: DetectorTruth[]): ExposureTruth {
  const { seqNum, imageType, band, trouble } = exposure;
  const obsId = obsIdOf(camera, dayObs, seqNum);
  return { obsId, exposureId: exposureIdOf(dayObs, seqNum), dayObs, seqNum, imageType, band, trouble, detectors };
}

/** The simulated night begins 00:30 UTC after the evening of its `dayObs`. */
function nightStartMs(dayObs: number): number {
  const day = dayObs % 100;
  const month = Math.floor(dayObs / 100) % 100;
  return Date.UTC(Math.floor(dayObs / 10_000), month - 1, day + 1, 0, 30);
}
