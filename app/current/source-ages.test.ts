/** V4: the age of every source. */
import { expect, test } from "vitest";
import type { Freshness } from "#app/live/freshness.ts";
import { dayObsOf } from "#contracts/identity.ts";
import { sourceAges } from "./source-ages.ts";

const nowMs = Date.UTC(2026, 8, 1, 23, 0, 0);
const offsetMs = 5000;
function told(freshness: Freshness, imageAgeS: number | null = 21, dayObs = dayObsOf(nowMs)) {
  const lastImageAtMs = imageAgeS === null ? null : nowMs - imageAgeS * 1000;
  return sourceAges({ freshness, lastImageAtMs, dayObs, quietAfterS: 300, nowMs, clockOffsetMs: offsetMs }).map(
    ({ title, level, words }) => `${title} ${level}: ${words}`,
  );
}
const live: Freshness = { kind: "live", ageMs: 1400 };
const stale = (reason: "no-connection" | "no-pulse" | "store-down"): Freshness => ({
  kind: "stale",
  sinceMs: nowMs - offsetMs - 7000,
  reason,
});

test("V4: all is well", () => {
  expect(told(live)).toEqual(["Server ok: heard 1 s ago", "Store ok: answers", "Last image ok: 0:21 ago"]);
});

test("V4: a silent server leaves the others unknown, by the page's own clock", () => {
  for (const reason of ["no-connection", "no-pulse"] as const) {
    expect(told(stale(reason))).toEqual([
      "Server stale: silent for 0:07",
      "Store unknown: not known without the server",
      "Last image unknown: 0:21 ago, of those told",
    ]);
  }
});

test("V4: a store that is away is told apart from a silent server", () => {
  expect(told(stale("store-down")).slice(0, 2)).toEqual(["Server ok: heard 0 s ago", "Store stale: away for 0:07"]);
});

test("V4: a quiet camera is told, and a night that is over expects nothing", () => {
  expect(told(live, 301)[2]).toBe("Last image stale: 5:01 ago, quiet (limit 5 minutes)");
  expect(told(live, 400, 20260830)[2]).toBe("Last image unknown: 6:40 ago, past night");
  expect(told(live, null)[2]).toBe("Last image unknown: none this night");
  expect(told({ kind: "connecting" })[0]).toBe("Server unknown: connecting");
});
