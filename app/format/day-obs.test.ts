/** Observing days in addresses and calendars. */
import { expect, test } from "vitest";
import { formatDayObs, monthsOf, monthWeeks, parseDayObs } from "./day-obs.ts";

test("both spellings of a day are read, and nothing that is no day", () => {
  expect(parseDayObs("20261121")).toBe(20261121);
  expect(parseDayObs("2026-11-21")).toBe(20261121);
  expect(parseDayObs("20260229")).toBeNull();
  expect(parseDayObs("20241301")).toBeNull();
  expect(parseDayObs("tonight")).toBeNull();
  expect(formatDayObs(20261121)).toBe("2026-11-21");
});

test("a month is laid out in weeks from Monday (November 2026 starts on a Sunday)", () => {
  const weeks = monthWeeks(2026, 11);
  expect(weeks).toHaveLength(6);
  expect(weeks[0]?.map((cell) => cell?.day ?? null)).toEqual([null, null, null, null, null, null, 1]);
  expect(weeks[5]?.[0]?.dayObs).toBe(20261130);
  expect(weeks.every((week) => week.length === 7)).toBe(true);
});

test("months with nights, newest first", () => {
  expect(monthsOf([20261121, 20261120, 20250422])).toEqual([
    { year: 2026, month: 11 },
    { year: 2025, month: 4 },
  ]);
});
