/** The server's clock from round trips. */
import { expect, test } from "vitest";
import { serverClock } from "./server-clock.ts";

test("the quickest round trip tells the offset, and half of it how far off that may be", () => {
  const samples = [
    { sentAtMs: 1000, answeredAtMs: 1200, serverAtMs: 61_180 },
    { sentAtMs: 2000, answeredAtMs: 2010, serverAtMs: 62_005 },
    { sentAtMs: 3000, answeredAtMs: 3050, serverAtMs: 63_000 },
  ];
  expect(serverClock(samples)).toEqual({ offsetMs: 60_000, errorMs: 5 });
  expect(serverClock([])).toBeNull();
});

test("the true offset lies within the error, wherever in the round trip the answer was made", () => {
  for (const share of [0, 0.25, 0.5, 1]) {
    const clock = serverClock([{ sentAtMs: 0, answeredAtMs: 80, serverAtMs: -500 + 80 * share }]);
    expect(Math.abs((clock?.offsetMs ?? Number.NaN) - -500)).toBeLessThanOrEqual(clock?.errorMs ?? 0);
  }
});
