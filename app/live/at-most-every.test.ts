import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { atMostEvery } from "./at-most-every.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("what changes after a pause is drawn at once, and all of one moment together", async () => {
  const run = vi.fn();
  const draw = atMostEvery(60, run);
  for (let times = 0; times < 5; times += 1) draw.soon();
  expect(run).not.toHaveBeenCalled();
  await Promise.resolve();
  expect(run).toHaveBeenCalledTimes(1);
});

test("what changes all the time is drawn once in each pause, and the last change is drawn", async () => {
  const beganMs = performance.now();
  const drawnAtMs: number[] = [];
  const draw = atMostEvery(60, () => drawnAtMs.push(performance.now() - beganMs));
  for (let change = 0; change < 20; change += 1) {
    draw.soon();
    await vi.advanceTimersByTimeAsync(10);
  }
  vi.advanceTimersByTime(60);
  expect(drawnAtMs).toEqual([0, 60, 120, 180, 240]);
});

test("what is cancelled is not drawn, now or later", async () => {
  const run = vi.fn();
  const draw = atMostEvery(60, run);
  draw.soon();
  draw.cancel();
  await vi.advanceTimersByTimeAsync(1000);
  expect(run).not.toHaveBeenCalled();
  draw.soon();
  await Promise.resolve();
  draw.soon();
  draw.cancel();
  await vi.advanceTimersByTimeAsync(1000);
  expect(run).toHaveBeenCalledTimes(1);
});
