import { expect, test } from "vitest";
import { runSelection } from "#contracts/run.ts";
import { parseSelection } from "./parse-selection.ts";

test.each([
  ["20260901", {}, { dayObs: 20260901 }],
  ["20260901/12-20", { band: "r" }, { dayObs: 20260901, fromSeqNum: 12, toSeqNum: 20, band: "r" }],
  ["20260901", { imageType: "bias" }, { dayObs: 20260901, imageType: "bias" }],
  ["20260901/12", {}, { exposures: [2026090100012] }],
  ["20260901/12, 2026090200003", {}, { exposures: [2026090100012, 2026090200003] }],
])("R1: %s with %j means %j", (text, choice, expected) => {
  expect(runSelection.parse(parseSelection(text, choice))).toEqual(expected);
});

test.each(["", "tonight", "20260901/", "2026-09-01", "20260901,20260902/1"])(
  "%j is refused with what can be written",
  (text) => {
    expect(() => parseSelection(text)).toThrow(/Write a night \(20260901\)/);
  },
);

test("an image type chooses among a night, not among exposures that were named", () => {
  expect(() => parseSelection("20260901/12", { band: "r" })).toThrow(/of a night/);
});
