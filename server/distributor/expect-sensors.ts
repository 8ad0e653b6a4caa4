/** Reads the object that says which images of an exposure will come. Nobody waits for it, and the night goes on without. */
import type { Camera } from "#contracts/camera.ts";
import type { IntakeStore } from "#io/redis/intake-store.ts";
import { parseExpectedSensors } from "#server/intake/parse-expected-sensors.ts";
import { openExposures } from "./open-exposures.ts";

export interface ExpectParts {
  cameras: readonly Camera[];
  intake: Pick<IntakeStore, "begin">;
  read: (uri: string) => Promise<Uint8Array>;
  onTrouble: (error: Error) => void;
}

/** Resolves when the exposure knows what it waits for, or when the trouble is told. */
export async function expectSensors(uri: string, receivedAtMs: number, parts: ExpectParts): Promise<void> {
  try {
    const told = parseExpectedSensors(new TextDecoder().decode(await parts.read(uri)), parts.cameras);
    if ("problem" in told) throw new Error(told.problem);
    const { camera, exposureId, dayObs, seqNum, obsId } = told.exposure;
    const detectors = told.images.map(({ detector }) => detector);
    const exposure = { camera: camera.name, exposureId, dayObs, seqNum, obsId, detectors };
    await openExposures([{ exposure, camera, receivedAtMs }], parts.intake);
  } catch (error) {
    parts.onTrouble(new Error(`${uri} does not say which images will come: ${(error as Error).message}`));
  }
}
