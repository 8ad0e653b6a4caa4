/** The newest exposure of the camera that a page is asked for, so that its numbers come with the page's first bytes. */
import type { IncomingMessage } from "node:http";
import type { Camera } from "#contracts/camera.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { type Glance, glanceHeader } from "#contracts/glance.ts";
import { cameraName, dayObs } from "#contracts/identity.ts";
import { fwhmMetric, newestMeasured } from "#contracts/night-table/exposure-facts.ts";
import type { Redis } from "#io/redis/connect.ts";
import { readNightIds, readNights, readSummaries } from "#io/redis/night-store.ts";

/** Among so many of the newest there is one with numbers, unless the analysis is far behind. */
const lookedAt = 6;

/** @returns the night that an address shows: `/{camera}`, `/{camera}/current` and `/{camera}/{dayObs}`; else null. */
export function nightAsked(url: string): { camera: string; dayObs: number | null } | null {
  const [path = ""] = url.split("?");
  const [, camera = "", page, ...more] = path.split("/");
  if (more.length > 0 || !cameraName.safeParse(camera).success) return null;
  if (page === undefined || page === "" || page === "current") return { camera, dayObs: null };
  const night = dayObs.safeParse(/^\d{8}$/.test(page) ? Number(page) : null);
  return night.success ? { camera, dayObs: night.data } : null;
}

/** @param exposures newest first */
export function glanceOf(
  exposures: readonly ExposureSummary[],
  { pixelScaleArcsec }: Pick<Camera, "pixelScaleArcsec">,
): Glance | null {
  const newest = exposures[0];
  if (newest === undefined) return null;
  const measured = newestMeasured(exposures);
  const keys = [fwhmMetric(exposures, pixelScaleArcsec), "sky_bg", "star_e_median", "n_sources_5"];
  return {
    v: 1,
    camera: newest.camera,
    dayObs: newest.dayObs,
    seqNum: newest.seqNum,
    state: newest.state,
    done: newest.done,
    expected: newest.expected,
    band: newest.header?.band ?? null,
    exposureTimeS: newest.header?.exposureTimeS ?? null,
    imageType: newest.header?.imageType ?? null,
    measuredSeqNum: measured?.seqNum ?? null,
    ...(measured?.pixelUnit && { pixelUnit: measured.pixelUnit }),
    values: keys.map((metric) => ({ metric, value: measured?.metrics[metric] ?? null })),
  };
}

/** Puts the glance into the request's headers, and takes out what somebody else put there. A store away gives none. */
export async function addGlance(
  request: Pick<IncomingMessage, "url" | "headers">,
  { redis, cameraOf }: { redis: Redis; cameraOf: (name: string) => Camera },
): Promise<void> {
  delete request.headers[glanceHeader];
  const asked = nightAsked(request.url ?? "");
  if (asked === null) return;
  try {
    const night = asked.dayObs ?? latestOf(await readNights(redis, asked.camera));
    if (night === null) return;
    const ids = await readNightIds(redis, asked.camera, night);
    const glance = glanceOf(await readSummaries(redis, asked.camera, ids.slice(0, lookedAt)), cameraOf(asked.camera));
    if (glance !== null) request.headers[glanceHeader] = encodeURIComponent(JSON.stringify(glance));
  } catch {
    // The page reads the night itself and says what is wrong.
  }
}

function latestOf(nights: readonly { dayObs: number }[]): number | null {
  return nights.length === 0 ? null : Math.max(...nights.map((night) => night.dayObs));
}
