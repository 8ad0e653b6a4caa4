/** When a page is live and when it is stale. */
import { expect, test } from "vitest";
import { freshnessOf, type Hearing } from "./freshness.ts";

const hearing: Hearing = {
  openedAtMs: 0,
  connected: true,
  lastPulseAtMs: 10_000,
  storeDownSinceMs: null,
  clockOffsetMs: 0,
};

test("V4: live for four seconds after a pulse, then stale since that pulse", () => {
  expect(freshnessOf(hearing, 12_000)).toEqual({ kind: "live", ageMs: 2_000 });
  expect(freshnessOf(hearing, 14_000).kind).toBe("live");
  expect(freshnessOf(hearing, 14_001)).toEqual({ kind: "stale", sinceMs: 10_000, reason: "no-pulse" });
});

test("a lost connection is stale at once, since the last word", () => {
  expect(freshnessOf({ ...hearing, connected: false }, 11_001)).toEqual({
    kind: "stale",
    sinceMs: 10_000,
    reason: "no-connection",
  });
});

test("a store that is down makes a living server stale, on the page's clock", () => {
  expect(freshnessOf({ ...hearing, storeDownSinceMs: 59_000, clockOffsetMs: 50_000 }, 11_000)).toEqual({
    kind: "stale",
    sinceMs: 9_000,
    reason: "store-down",
  });
});

test("a page that was just opened connects; one that never managed is stale since it was opened", () => {
  const fresh = { ...hearing, connected: false, lastPulseAtMs: null, openedAtMs: 1_000 };
  expect(freshnessOf(fresh, 2_000).kind).toBe("connecting");
  expect(freshnessOf({ ...fresh, connected: true }, 2_000).kind).toBe("connecting");
  expect(freshnessOf(fresh, 7_001)).toEqual({ kind: "stale", sinceMs: 1_000, reason: "no-connection" });
});
