/** A metric of a night's detectors, kept up to date: of what was asked for before, only what changed is read again. */
import type { NightDetectors } from "#contracts/night-detectors.ts";
import { mostRecent } from "#io/most-recent.ts";
import { type DetectorValues, readByDetector } from "#io/redis/by-detector-store.ts";
import type { Redis } from "#io/redis/connect.ts";
import { readMeasured } from "#io/redis/measured-store.ts";
import { readNightIds, readRevisions } from "#io/redis/night-store.ts";
import { packDetectors, valuesOfDetectors } from "./pack-detectors.ts";

interface Remembered {
  revision: number;
  values: DetectorValues;
}

/** Metrics of nights that are remembered: some 10 MB each for 1,000 exposures of 189 detectors. */
const seriesKept = 8;

/** Of exposures whose numbers are kept by detector: some hundred kB. */
const readAtOnce = 100;

export interface NightDetectorsReader {
  /** @returns the metric of all exposures that are gathered; of none, empty columns. */
  read(camera: string, dayObs: number, metric: string, detectors: readonly string[]): Promise<NightDetectors>;
}

export function nightDetectorsReader(redis: Redis): NightDetectorsReader {
  const series = mostRecent<Map<number, Remembered>>(seriesKept);
  return {
    async read(camera, dayObs, metric, detectors) {
      const known = series(`${camera} ${dayObs} ${metric}`, () => new Map());
      const ids = (await readNightIds(redis, camera, dayObs)).reverse();
      const revisions = await readRevisions(redis, camera, ids);
      const gathered = ids.flatMap((id, index) => {
        const revision = revisions[index] ?? null;
        return revision === null ? [] : [{ id, revision }];
      });
      const changed = gathered.filter(({ id, revision }) => known.get(id)?.revision !== revision);
      for (let from = 0; from < changed.length; from += readAtOnce) {
        const some = changed.slice(from, from + readAtOnce);
        const kept = await readByDetector(redis, camera, some, metric);
        for (const [at, { id, revision }] of some.entries()) {
          // One after the other: other requests are answered in between.
          const values = kept[at] ?? valuesOfDetectors(await readMeasured(redis, camera, id, metric), metric);
          known.set(id, { revision, values });
        }
      }
      const exposureIds = gathered.map(({ id }) => id);
      const rows = exposureIds.map((id): DetectorValues => known.get(id)?.values ?? new Map());
      return { camera, dayObs, metric, exposureIds, ...packDetectors(rows, detectors) };
    },
  };
}
