import { expect, test } from "vitest";
import { imageArrived } from "#contracts/event.ts";
import type { EventPublisher } from "#io/ports.ts";
import { announceAfterMs, longestPauseMs } from "./pace.ts";
import type { PlannedImage } from "./plan-replay.ts";
import { publishReplay } from "./publish-replay.ts";

const image = (seqNum: number): PlannedImage => ({
  path: `/night one/frame#${seqNum}.fits`,
  observedAtMs: 1_500_000_000_000 + seqNum * 1000,
  exposureId: 2017121900000 + seqNum,
  dayObs: 20171219,
  seqNum,
  obsId: null,
  detector: "main",
  kind: "raw",
});

function recorder() {
  const batches: { topic: string; values: readonly (string | Uint8Array)[] }[] = [];
  const publisher: EventPublisher = {
    async publish(topic, values) {
      batches.push({ topic, values });
    },
    async close() {},
  };
  return { batches, publisher };
}

test("at rate 0 every image is announced at once, in order, as a valid event", async () => {
  const { batches, publisher } = recorder();
  const images = Array.from({ length: 450 }, (_, index) => image(index + 1));
  await publishReplay(images, { camera: "Cam", rate: 0, publisher, signal: new AbortController().signal });
  expect(batches.map(({ topic, values }) => `${topic} ${values.length}`)).toEqual([
    "firstlook.images 200",
    "firstlook.images 200",
    "firstlook.images 50",
  ]);
  const events = batches.flatMap(({ values }) => values.map((value) => imageArrived.parse(JSON.parse(String(value)))));
  expect(events.map(({ seqNum }) => seqNum)).toEqual(images.map(({ seqNum }) => seqNum));
  expect(events[0]).toMatchObject({ camera: "Cam", uri: "file:///night%20one/frame%231.fits", detector: "main" });
});

test("a replay that is stopped announces nothing more", async () => {
  const { batches, publisher } = recorder();
  const stop = new AbortController();
  const stoppingPublisher = {
    ...publisher,
    async publish(topic: string, values: readonly (string | Uint8Array)[]) {
      await publisher.publish(topic, values);
      stop.abort();
    },
  };
  const options = { camera: "Cam", rate: 1, publisher: stoppingPublisher, signal: stop.signal };
  await publishReplay([image(1), image(500)], options);
  expect(batches.length).toBe(1);
});

test("the rate divides the pauses, and long pauses are cut", () => {
  expect(announceAfterMs([0, 180_000, 360_000], 60)).toEqual([0, 3000, 6000]);
  expect(announceAfterMs([0, 180_000], 1)).toEqual([0, 180_000]);
  expect(announceAfterMs([0, 180_000], 0)).toEqual([0, 0]);
  expect(announceAfterMs([0, 86_400_000, 86_460_000], 1)).toEqual([0, longestPauseMs, longestPauseMs + 60_000]);
});
