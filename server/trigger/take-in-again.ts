/** Takes events in for a person, with ids of jobs that the queue cannot take for ones that it had before. */
import { sparePool } from "#contracts/control.ts";
import type { ImageArrived } from "#contracts/event.ts";
import { type DistributorParts, distribute } from "#server/distributor/distribute.ts";

/** Resolves when the jobs are safe in the queue. */
export async function takeInAgain(
  events: readonly ImageArrived[],
  tag: string,
  parts: DistributorParts,
): Promise<void> {
  const { queue, nowMs } = parts;
  // Images of the night go first.
  // The queue remembers a job that failed under its id, and would take the next attempt for the same.
  const add: typeof queue.add = (jobs) =>
    queue.add(jobs.map((job) => ({ ...job, id: `${job.id}~${tag}`, pool: sparePool })));
  const messages = events.map((event, index) => ({
    topic: "trigger",
    position: `trigger ${tag} ${index}`,
    value: new TextEncoder().encode(JSON.stringify(event)),
    receivedAtMs: nowMs(),
  }));
  await distribute(messages, { ...parts, queue: { ...queue, add } });
}
