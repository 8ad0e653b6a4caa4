/** Sexagesimal positions; the Orion Nebula (M42) and M13 from SIMBAD. */
import { expect, test } from "vitest";
import { formatDec, formatRa } from "./sky-angle.ts";

test("positions of well-known objects", () => {
  expect([formatRa(83.82208), formatDec(-5.39111)]).toEqual(["05:35:17.3", "−05:23:28"]);
  expect([formatRa(250.423475), formatDec(36.461319)]).toEqual(["16:41:41.6", "+36:27:41"]);
});

test("rounding carries over and wraps at 24 hours", () => {
  expect(formatRa(359.99999)).toBe("00:00:00.0");
  expect(formatDec(-0.99999)).toBe("−01:00:00");
  expect(formatRa(null)).toBe("–");
});
