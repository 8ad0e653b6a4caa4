import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { atMostEvery } from "./at-most-every.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("what changes after a pause is drawn at once, and all of one moment together", () => {
  const run = vi.fn();
  const draw = atMostEvery(60, run);
  for (let times = 0; times < 5; times += 1) draw.soon();
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(run).toHaveBeenCalledTimes(1);
});

test("what changes all the time is drawn once in each pause, and the last change is drawn", () => {
  const beganMs = performance.now();
  const drawnAtMs: number[] = [];
  const draw = atMostEvery(60, () => drawnAtMs.push(performance.now() - beganMs));
  for (let change = 0; change < 20; change += 1) {
    draw.soon();
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(60);
  expect(drawnAtMs).toEqual([0, 60, 120, 180, 240]);
});

test("what is cancelled is not drawn", () => {
  const run = vi.fn();
  const draw = atMostEvery(60, run);
  draw.soon();
  draw.cancel();
  vi.advanceTimersByTime(1000);
  expect(run).not.toHaveBeenCalled();
});
