/** Values with their errors. */
import { expect, test } from "vitest";
import { withError } from "./with-error.ts";

test("two significant figures of the error decide, for both", () => {
  expect(withError(12.566078787355151, 0.1807921430209588, 2)).toEqual({ value: "12.57", error: "0.18" });
  expect(withError(0.41812561, 0.006917008, 3)).toEqual({ value: "0.4181", error: "0.0069" });
  expect(withError(1204.3184, 0.0996, 1)).toEqual({ value: "1204.32", error: "0.10" });
});

test("a coarse error leaves whole units, a vanishing one ends at three more digits than usual", () => {
  expect(withError(48120, 219.4, 0)).toEqual({ value: "48\u202f120", error: "219" });
  expect(withError(58, 7.6157, 0)).toEqual({ value: "58", error: "8" });
  expect(withError(657, 0.0000123, 1)).toEqual({ value: "657.0000", error: "0.0000" });
});

test("without an error the usual digits hold", () => {
  expect(withError(0.8349, undefined, 2)).toEqual({ value: "0.83", error: null });
  expect(withError(0.8349, Number.NaN, 2)).toEqual({ value: "0.83", error: null });
  expect(withError(3, 0, 1)).toEqual({ value: "3.0", error: "0.0" });
});
