/** Summaries of nights that are kept up to date: of a night that was asked for before, only what changed is read again. */
import type { ExposureSummary } from "#contracts/exposure.ts";
import { mostRecent } from "#io/most-recent.ts";
import type { Redis } from "#io/redis/connect.ts";
import { readNightIds, readRevisions, readSummaries } from "#io/redis/night-store.ts";

/** What is remembered of a night; more of it than is asked for at a time is of no use. */
const nightsKept = 16;
const readAtOnce = 100;

export interface KnownExposure {
  summary: ExposureSummary;
  /** As JSON. */
  text: string;
}

export interface NightExposures {
  /** @returns what is gathered of the night, newest first; what did not change since the last time is the very same. */
  read(camera: string, dayObs: number): Promise<KnownExposure[]>;
}

export function nightExposures(redis: Redis): NightExposures {
  const nights = mostRecent<Map<number, KnownExposure>>(nightsKept);
  return {
    async read(camera, dayObs) {
      const known = nights(`${camera} ${dayObs}`, () => new Map());
      const ids = await readNightIds(redis, camera, dayObs);
      const revisions = await readRevisions(redis, camera, ids);
      const changed = ids.filter((id, index) => known.get(id)?.summary.revision !== revisions[index]);
      // Some at a time: pushes and other requests go in between.
      for (let first = 0; first < changed.length; first += readAtOnce) {
        for (const summary of await readSummaries(redis, camera, changed.slice(first, first + readAtOnce))) {
          known.set(summary.exposureId, { summary, text: JSON.stringify(summary) });
        }
      }
      // One that is not gathered yet has no revision, and neither has one that a Redis without its data forgot.
      return ids.flatMap((id, index) => (revisions[index] === null ? [] : (known.get(id) ?? [])));
    },
  };
}
