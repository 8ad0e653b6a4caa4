/** The measurements: idle latency, one focal plane at once, and jobs per second through the whole path. */
import { setTimeout as pause } from "node:timers/promises";
import type { Timeline } from "#contracts/result-facts.ts";
import { keys } from "#io/redis/keys.ts";
import { imageEvents, nightExposureId } from "../../fixtures/small-night.ts";
import { percentile } from "../percentile.ts";
import type { Rig } from "./rig.ts";

const camera = "BenchCam";
const nowhere = "/dev/null";

/** Published → started, one event at a time, with a pause that leaves everything idle in between. In ms. */
export async function measureIdle(rig: Rig, events: number, everyMs: number): Promise<{ p50: number; p99: number }> {
  const publishedAtMs: number[] = [];
  for (let seqNum = 1; seqNum <= events; seqNum += 1) {
    const event = imageEvents([seqNum], nowhere, { camera, detectors: ["main"] });
    publishedAtMs.push(Date.now());
    await rig.publish(event);
    await pause(everyMs);
  }
  const ids = publishedAtMs.map((_, index) => nightExposureId(index + 1));
  await untilDone(rig, ids, 1);
  const timelines = await timelinesOf(rig, ids);
  const waits = timelines.map(({ claimedAtMs }, index) => Number(claimedAtMs) - Number(publishedAtMs[index]));
  // The first events meet connections and code that nobody has used yet.
  const warm = waits.slice(10);
  return { p50: percentile(warm, 50), p99: percentile(warm, 99) };
}

/** The detectors of one exposure, published at once. @returns ms from the publication to each claim's p50 and the last. */
export async function measureBurst(rig: Rig, seqNum: number, detectors: readonly string[]) {
  const events = imageEvents([seqNum], nowhere, { camera, detectors });
  const publishedAtMs = Date.now();
  await rig.publish(events);
  const id = nightExposureId(seqNum);
  await untilDone(rig, [id], detectors.length);
  const waits = (await timelinesOf(rig, [id])).map(({ claimedAtMs }) => Number(claimedAtMs) - publishedAtMs);
  return { p50: percentile(waits, 50), last: Math.max(...waits) };
}

export interface Throughput {
  jobs: number;
  jobsPerS: number;
  /** ms of CPU for each job, by process. */
  cpuMsPerJob: Record<string, number>;
}

/** Exposures published as fast as the bus takes them. The time ends when the last result is gathered. */
export async function measureThroughput(
  rig: Rig,
  firstSeqNum: number,
  exposures: number,
  detectors: readonly string[],
): Promise<Throughput> {
  const seqNums = Array.from({ length: exposures }, (_, index) => firstSeqNum + index);
  const before = rig.cpuMs();
  const startedAtMs = performance.now();
  for (const seqNum of seqNums) await rig.publish(imageEvents([seqNum], nowhere, { camera, detectors }));
  await untilDone(rig, seqNums.map(nightExposureId), detectors.length);
  while ((await rig.redis.xlen(keys.changes)) > 0) await pause(5);
  const elapsedS = (performance.now() - startedAtMs) / 1000;
  const jobs = exposures * detectors.length;
  const cpuMsPerJob = Object.fromEntries(
    Object.entries(rig.cpuMs()).map(([name, ms]) => [name, (ms - (before[name] ?? 0)) / jobs]),
  );
  return { jobs, jobsPerS: jobs / elapsedS, cpuMsPerJob };
}

async function untilDone(rig: Rig, ids: readonly number[], each: number): Promise<void> {
  const deadlineAtMs = Date.now() + 120_000;
  let next = 0;
  while (next < ids.length) {
    if (Date.now() > deadlineAtMs) throw new Error(`exposure ${ids[next]} is not done after two minutes`);
    if ((await rig.redis.hlen(keys.results(camera, String(ids[next])))) >= each) next += 1;
    else await pause(5);
  }
}

async function timelinesOf(rig: Rig, ids: readonly number[]): Promise<Timeline[]> {
  const exposures = await Promise.all(ids.map((id) => rig.read(camera, id)));
  return exposures.flatMap((facts) => facts?.results ?? []).map(({ timeline }) => timeline);
}
