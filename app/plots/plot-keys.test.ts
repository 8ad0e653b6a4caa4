/** SPEC G1: the choice of plots. */
import { expect, test } from "vitest";
import { mostPlots, movePlot, readPlotKeys, togglePlot } from "./plot-keys.ts";

const known = (key: string) => key !== "nonsense";

test("G1: the address names the plots; what cannot be plotted and what is named twice is left out", () => {
  expect(readPlotKeys("psf_fwhm,nonsense,sky_bg,psf_fwhm", known)).toEqual(["psf_fwhm", "sky_bg"]);
  expect(readPlotKeys(null, known)).toBeNull();
  expect(readPlotKeys("nonsense", known)).toBeNull();
  const many = Array.from({ length: 40 }, (_, at) => `m${at}`);
  expect(readPlotKeys(many.join(","), known)).toHaveLength(mostPlots);
});

test("G1: a plot is added at the end, taken out, and moved within the list; the last one stays", () => {
  expect(togglePlot(["a"], "b")).toEqual(["a", "b"]);
  expect(togglePlot(["a", "b"], "a")).toEqual(["b"]);
  expect(togglePlot(["b"], "b")).toEqual(["b"]);
  expect(movePlot(["a", "b", "c"], "c", -1)).toEqual(["a", "c", "b"]);
  expect(movePlot(["a", "b", "c"], "a", -1)).toEqual(["a", "b", "c"]);
  expect(movePlot(["a", "b", "c"], "a", 9)).toEqual(["b", "c", "a"]);
  expect(movePlot(["a"], "z", 1)).toEqual(["a"]);
});
