/** How many pixels have which level; what lies beyond the axis is told beside it. */
"use client";
import { countOf, formatNumber } from "#app/format/number.ts";
import type { HistogramPlot as Histogram } from "#contracts/plots.ts";
import { histogramOutline, leastCountLog } from "./histogram-outline.ts";
import { PlotAxes } from "./plot-axes.tsx";
import { decades, placeOf, roundTicks } from "./plot-axis.ts";
import { type PlotData, PlotFrame, plotHeight } from "./plot-frame.tsx";

const powers = ["1", "10", "10²", "10³", "10⁴", "10⁵", "10⁶", "10⁷", "10⁸", "10⁹"];

export interface HistogramPlotProps {
  data: PlotData<Histogram>;
  /** Marked where it is known, in `unit`. */
  pixelMedian: number | null;
  /** Of the levels: `ADU` or `e⁻`. */
  unit: string;
  /** Pixels of the detector; more than are counted where the task took a sample. Null where it is not known. */
  ofPixels: number | null;
}

/** @returns how many pixels were counted, and of how many when they are a sample. */
function counted({ counts, below, above }: Histogram, ofPixels: number | null): string {
  const all = counts.reduce((sum, count) => sum + count, below + above);
  const sample = ofPixels !== null && all < ofPixels ? `, a sample of ${formatNumber(ofPixels, 0)}` : "";
  return `${countOf(all, "pixel")}${sample}`;
}

export function HistogramPlot({ data, pixelMedian, unit, ofPixels }: HistogramPlotProps) {
  return (
    <PlotFrame
      name="histogram"
      title="Pixels by level"
      unit="pixels a bin"
      tip="Counts of pixels in bins of equal width, on a logarithmic axis; overscan is taken off."
      data={data}
      inWords={(histogram) => inWords(histogram, pixelMedian, unit, ofPixels)}
      draw={(histogram, width) => <Drawing histogram={histogram} width={width} pixelMedian={pixelMedian} unit={unit} />}
      note={(histogram) => (
        <>
          {beyond(histogram)}
          <span className="block">
            {counted(histogram, ofPixels)}
            {pixelMedian !== null && " · ┆ median"}
          </span>
        </>
      )}
    />
  );
}

function beyond({ below, above, from, to }: Histogram): string {
  const [low, high] = [formatNumber(from, 0), formatNumber(to, 0)];
  return `beyond the axis: ${formatNumber(below, 0)} below ${low}, ${formatNumber(above, 0)} at or above ${high}`;
}

function inWords(histogram: Histogram, pixelMedian: number | null, unit: string, ofPixels: number | null): string {
  const { counts, from, to } = histogram;
  const most = Math.max(0, ...counts);
  const level = from + ((counts.indexOf(most) + 0.5) * (to - from)) / Math.max(1, counts.length);
  const peak = `Histogram of ${counted(histogram, ofPixels)}, most of them near ${formatNumber(level, 0)} ${unit}`;
  const median = pixelMedian === null ? "" : `, median ${formatNumber(pixelMedian, 1)} ${unit}`;
  return `${peak}${median}; ${beyond(histogram)}.`;
}

function Drawing({
  histogram,
  width,
  pixelMedian,
  unit,
}: {
  histogram: Histogram;
  width: number;
  pixelMedian: number | null;
  unit: string;
}) {
  const { counts, from, to, below, above } = histogram;
  const most = Math.max(1, ...counts);
  const x = { from, to, fromPx: 34, toPx: width - 12 };
  const y = { from: leastCountLog, to: Math.log10(most) + 0.15, fromPx: plotHeight - 36, toPx: 6 };
  const ticks = decades(most).map((count, at) => [Math.log10(count), powers[at] ?? String(count)] as const);
  const medianPx = pixelMedian !== null && pixelMedian >= from && pixelMedian <= to ? placeOf(x, pixelMedian) : null;
  return (
    <>
      <PlotAxes
        x={x}
        y={y}
        xTicks={roundTicks(from, to, width < 320 ? 3 : 5)}
        yTicks={ticks}
        xText={(level) => formatNumber(level, to - from < 5 ? 1 : 0)}
        xName={`level, ${unit}`}
      />
      <path d={histogramOutline(counts, x, y)} fill="var(--accent)" fillOpacity=".28" stroke="var(--accent)" />
      {medianPx !== null && (
        <path d={`M${medianPx} ${y.toPx}V${y.fromPx}`} stroke="var(--bright)" strokeWidth="1.2" strokeDasharray="4 3" />
      )}
      {below > 0 && <path d={`M${x.fromPx - 2} ${y.fromPx - 4}l-7 4 7 4Z`} fill="var(--text)" />}
      {above > 0 && <path d={`M${x.toPx + 2} ${y.fromPx - 4}l7 4-7 4Z`} fill="var(--text)" />}
    </>
  );
}
