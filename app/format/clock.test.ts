/** Clocks on the page. */
import { expect, test } from "vitest";
import { taiClock, utcClock, utcInstant, utcMsOf, zoneClock } from "./clock.ts";

const instantMs = Date.UTC(2026, 10, 22, 4, 12, 33, 120);

test("UTC and the observatory's own clock", () => {
  expect(utcClock(instantMs)).toBe("04:12:33");
  expect(utcInstant(instantMs)).toBe("2026-11-22 04:12:33.120 UTC");
  expect(zoneClock(instantMs, "America/Santiago")).toBe("01:12:33");
  expect(zoneClock(instantMs, "Nowhere/Nothing")).toBe("–");
  expect(taiClock(instantMs)).toBe("04:13:10");
});

test("a header's time without a zone is UTC", () => {
  expect(utcMsOf("2026-11-22T04:12:33.120")).toBe(instantMs);
  expect(utcMsOf("2026-11-22T04:12:33.120Z")).toBe(instantMs);
  expect(utcMsOf("2026-11-22T01:12:33.120-03:00")).toBe(instantMs);
  expect(utcMsOf("tonight")).toBeNull();
  expect(utcMsOf(null)).toBeNull();
});
