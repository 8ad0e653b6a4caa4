/** Night summaries that are kept up to date: of a night that was asked for before, only what changed is read again. */
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { NightSummary } from "#contracts/night-summary.ts";
import type { Redis } from "#io/redis/connect.ts";
import { readNightIds, readRevisions, readSummaries } from "#io/redis/night-store.ts";
import { rollUpNight } from "./roll-up-night.ts";

/** What is remembered of a night; more of it than is asked for at a time is of no use. */
const nightsKept = 16;

export interface NightSummaries {
  /** @returns the summary of a night; one without exposures is all zeros. */
  read(camera: string, dayObs: number): Promise<NightSummary>;
}

export function nightSummaries(redis: Redis): NightSummaries {
  const nights = new Map<string, Map<number, ExposureSummary>>();

  function remembered(night: string): Map<number, ExposureSummary> {
    const known = nights.get(night) ?? new Map<number, ExposureSummary>();
    nights.delete(night);
    nights.set(night, known);
    const [oldest] = nights.keys();
    if (nights.size > nightsKept && oldest !== undefined) nights.delete(oldest);
    return known;
  }

  return {
    async read(camera, dayObs) {
      const known = remembered(`${camera} ${dayObs}`);
      const ids = await readNightIds(redis, camera, dayObs);
      const revisions = await readRevisions(redis, camera, ids);
      const changed = ids.filter((id, index) => known.get(id)?.revision !== revisions[index]);
      for (const summary of await readSummaries(redis, camera, changed)) known.set(summary.exposureId, summary);
      return rollUpNight(
        camera,
        dayObs,
        // One that is not gathered yet has no revision, and neither has one that a Redis without its data forgot.
        ids.flatMap((id, index) => (revisions[index] === null ? [] : (known.get(id) ?? []))),
      );
    },
  };
}
