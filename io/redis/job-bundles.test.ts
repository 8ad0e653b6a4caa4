/** Bundles as such: what is put together, in which order, and under which id. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { JobBundle, QueuedJob } from "#contracts/queued-job.ts";
import { sampleJob } from "../../fixtures/sample-job.ts";
import { bundled, bundleSizePattern, sizeOfId, waitingId } from "./job-bundles.ts";

function waiting(changes: Parameters<typeof sampleJob>[0]): QueuedJob {
  const { taskVersion: _, config: __, configHash: ___, facts: ____, ...own } = sampleJob(changes);
  return { ...own, v: 2, plan: "0".repeat(32), facts: "1".repeat(32) };
}
const exposure = (seqNum: number, detectors: string) => [...detectors].map((detector) => waiting({ seqNum, detector }));
const jobsOf = (each: QueuedJob | JobBundle) => (each.v === 3 ? each.jobs : [each]);
const names = (all: readonly (QueuedJob | JobBundle)[]) =>
  all.map((each) => `${each.v}: ${jobsOf(each).map(({ seqNum, detector }) => `${seqNum}${detector}`)}`);

test("Q8: with a batch size of 1 every job waits by itself, as it is", () => {
  const jobs = exposure(1, "ABC");
  expect(bundled(jobs, 1)).toEqual(jobs);
});

test("Q8: a bundle is of one exposure, and a job that is left alone waits by itself", () => {
  expect(names(bundled([...exposure(1, "ABCDE"), ...exposure(2, "AB")], 2))).toEqual([
    "3: 1A,1B",
    "3: 1C,1D",
    "2: 1E",
    "3: 2A,2B",
  ]);
});

test("Q8: a job of a side run waits by itself", () => {
  const aside = ["A", "B"].map((detector) => waiting({ detector, id: `${detector}~@again`, run: "again" }));
  expect(names(bundled([...aside, ...exposure(1, "AB")], 8))).toEqual(["2: 1A", "2: 1B", "3: 1A,1B"]);
});

test("Q8: whatever comes together, every job is in one bundle, in its order, and no bundle is too large", () => {
  const places = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom(..."ABCDEFGH")), {
    selector: ([seqNum, detector]) => `${seqNum}${detector}`,
  });
  fc.assert(
    fc.property(places, fc.integer({ min: 2, max: 9 }), (chosen, batchSize) => {
      const jobs = chosen.map(([seqNum, detector]) => waiting({ seqNum, detector }));
      const all = bundled(jobs, batchSize);
      for (const seqNum of [1, 2, 3]) {
        const of = (list: readonly QueuedJob[]) => list.filter((job) => job.seqNum === seqNum);
        expect(of(all.flatMap(jobsOf))).toEqual(of(jobs));
      }
      for (const each of all) expect(jobsOf(each).length).toBeLessThanOrEqual(batchSize);
      expect(new Set(all.map(waitingId)).size).toBe(all.length);
    }),
  );
});

test("Q8: the same jobs again have the same id, which tells how many they are; others have another", () => {
  const [bundle] = bundled(exposure(1, "ABC"), 3);
  const [again] = bundled(
    exposure(1, "ABC").map((job) => ({ ...job, queuedAtMs: 5 })),
    3,
  );
  const [other] = bundled(exposure(1, "ABD"), 3);
  const id = waitingId(bundle as JobBundle);
  expect(id).toMatch(/^bundle@3~[0-9a-f]{32}$/);
  expect(waitingId(again as JobBundle)).toBe(id);
  expect(waitingId(other as JobBundle)).not.toBe(id);
  expect(sizeOfId(id)).toBe(3);
  expect(bundleSizePattern).toBe("^bundle@(%d+)~");
  const single = waitingId(waiting({ camera: "bundle" }));
  expect([single, sizeOfId(single)]).toEqual([waiting({ camera: "bundle" }).id, 1]);
});
