/** A camera's latest night, which moves on by itself when another one opens. */
import { useNow } from "#app/live/ticker.ts";
import { type Night, useNight } from "#app/live/use-night.ts";
import { useOpenedNight } from "#app/live/use-opened-night.ts";
import type { CameraView } from "#contracts/api.ts";
import { dayObsOf } from "#contracts/identity.ts";

/**
 * @param camera null while it is not known.
 * @param readCameras reads the cameras again; keep it stable.
 */
export function useLatestNight(name: string, camera: CameraView | null, readCameras: () => void): Night | null {
  const opened = useOpenedNight(name, readCameras);
  const nowMs = useNow();
  const today = nowMs === null ? null : dayObsOf(nowMs);
  const dayObs = camera === null ? null : Math.max(camera.latest?.dayObs ?? 0, opened ?? 0) || today;
  const night = useNight(name, dayObs);
  return dayObs === null ? null : night;
}
