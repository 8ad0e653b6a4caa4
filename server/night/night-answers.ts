/** The answer of a night's route: put together from what is known, compressed once for all who ask for the same. */
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { NightAnswer } from "#contracts/api.ts";
import { mostRecent } from "#io/most-recent.ts";
import type { Redis } from "#io/redis/connect.ts";
import { latestDeltaId } from "#io/redis/delta-stream.ts";
import { nextReading } from "./next-reading.ts";
import type { KnownExposure, NightExposures } from "./night-exposures.ts";

export interface NightAnswers {
  /** @returns a `NightAnswer` as gzipped JSON. */
  read(camera: string, dayObs: number): Promise<Buffer>;
}

interface Packed {
  exposures: readonly KnownExposure[];
  bytes: Buffer;
  atMs: number;
}

const packing = promisify(gzip);
const answersKept = 8;
/** How old the place in the stream of deltas may be: who follows from it is told again what came since. */
const sameForMs = 10_000;

/** @param nowMs a clock that only goes forward */
export function nightAnswers(redis: Redis, nights: NightExposures, nowMs = () => performance.now()): NightAnswers {
  const readings = mostRecent<() => Promise<Buffer>>(answersKept);

  async function pack(camera: string, dayObs: number, before: Packed | null): Promise<Packed> {
    // Read first: a delta that comes between is then told again, never missed.
    const deltaId = await latestDeltaId(redis);
    const exposures = await nights.read(camera, dayObs);
    if (before !== null && nowMs() - before.atMs < sameForMs && isSame(before.exposures, exposures)) return before;
    const head: Omit<NightAnswer, "exposures"> = { camera, dayObs, deltaId };
    const list = exposures.map(({ text }) => text).join(",");
    const bytes = await packing(`${JSON.stringify(head).slice(0, -1)},"exposures":[${list}]}`);
    return { exposures, bytes, atMs: nowMs() };
  }

  function readingOf(camera: string, dayObs: number): () => Promise<Buffer> {
    let packed: Packed | null = null;
    return nextReading(async () => {
      packed = await pack(camera, dayObs, packed);
      return packed.bytes;
    });
  }

  return {
    read(camera, dayObs) {
      const reading = readings(`${camera} ${dayObs}`, () => readingOf(camera, dayObs));
      return reading();
    },
  };
}

function isSame(left: readonly KnownExposure[], right: readonly KnownExposure[]): boolean {
  return left.length === right.length && left.every((each, index) => each === right[index]);
}
