/** One metric of the night against the shared axis; points have the colour and the symbol of their band. */
"use client";
import { memo, useMemo } from "react";
import { ScatterChart, usePlotArea, useXAxisScale, useYAxisScale, XAxis, YAxis } from "recharts";
import { bandLook, symbolOutline } from "#app/bands/band-look.ts";
import { utcClock } from "#app/format/clock.ts";
import { formatNumber } from "#app/format/number.ts";
import { useLimits } from "#app/measure/limit-scope.tsx";
import { metricOf } from "#contracts/metrics.ts";
import { drawnLimits } from "./drawn-limits.ts";
import { LimitLines } from "./limit-lines.tsx";
import { type PlotAxis, type PlotPoint, robustDomain } from "./plot-points.ts";

/** Room for the numbers of the y axis, and beyond the last point; the crosshair needs them too. */
export const plotInset = { left: 56, right: 10 };

/** Below this the axis counts seconds. */
const shortSpanMs = 300_000;

export interface MetricPlotProps {
  metric: string;
  points: readonly PlotPoint[];
  domain: readonly [number, number];
  ticks: readonly number[];
  axis: PlotAxis;
  width: number;
  height: number;
  /** The lowest plot carries the numbers of the axis. */
  withAxis: boolean;
}

interface Dot {
  x: number;
  y: number;
  band: string;
  outside: boolean;
}

/** Thin lines at the numbers of the y axis, below the points. */
function Levels({ at }: { at: readonly number[] }) {
  const area = usePlotArea();
  const toY = useYAxisScale();
  if (!area || !toY) return null;
  const path = at.map((level) => `M${area.x} ${Math.round(toY(level) ?? 0) + 0.5}h${area.width}`).join("");
  return <path d={path} stroke="var(--line)" />;
}

/** All points of a band in one path: a night of 1,500 exposures is drawn again in milliseconds. */
function Points({ dots }: { dots: readonly Dot[] }) {
  const toX = useXAxisScale();
  const toY = useYAxisScale();
  if (!toX || !toY) return null;
  const outlines = new Map<string, string[]>();
  for (const dot of dots) {
    const [x, y] = [toX(dot.x), toY(dot.y)];
    if (x === undefined || y === undefined) continue;
    const key = `${dot.outside ? "hollow" : "solid"} ${dot.band}`;
    const list = outlines.get(key) ?? [];
    if (list.length === 0) outlines.set(key, list);
    list.push(symbolOutline(bandLook(dot.band).symbol, x, y, 0.8));
  }
  return [...outlines].map(([key, list]) => {
    const [kind, band] = key.split(" ");
    const { color } = bandLook(band);
    const paint = kind === "hollow" ? { fill: "none", stroke: color, strokeWidth: 1.3 } : { fill: color };
    return <path key={key} data-band={band} data-count={list.length} d={list.join("")} {...paint} />;
  });
}

/** @returns up to four round numbers within a range. */
function yTicks([from, to]: readonly [number, number]): number[] {
  const raw = (to - from) / 3;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step); at * step <= to; at += 1) ticks.push(at * step);
  return ticks;
}

export const MetricPlot = memo(function MetricPlot(props: MetricPlotProps) {
  const { metric, points, domain, ticks, axis, width, height, withAxis } = props;
  const definition = metricOf(metric);
  const book = useLimits();
  const limits = useMemo(() => drawnLimits(book(metric), points), [book, metric, points]);
  const { dots, range } = useMemo(() => {
    const values = points.flatMap(({ exposure }) => exposure.metrics[metric] ?? []);
    const within = robustDomain(
      values,
      limits.map(({ at }) => at),
    );
    const made = points.flatMap(({ exposure, x }): Dot[] => {
      const value = exposure.metrics[metric];
      if (typeof value !== "number") return [];
      const edge = (within[1] - within[0]) * 0.05;
      const outside = value < within[0] || value > within[1];
      const y = outside ? Math.min(Math.max(value, within[0] + edge), within[1] - edge) : value;
      return [{ x, y, band: exposure.header?.band ?? "", outside }];
    });
    return { dots: made, range: within };
  }, [points, metric, limits]);
  const levels = useMemo(() => (dots.length === 0 ? [] : yTicks(range)), [dots, range]);
  const outside = dots.filter((dot) => dot.outside).length;
  const digits = Math.max(0, Math.min(4, 2 - Math.floor(Math.log10(Math.max(range[1] - range[0], 1e-9)))) - 1);
  const label = definition?.label ?? metric;
  const withSeconds = domain[1] - domain[0] < shortSpanMs;
  return (
    <figure className="relative m-0" aria-label={`${label}, ${dots.length} exposures`}>
      <figcaption className="pointer-events-none absolute top-0 z-[1] text-small" style={{ left: plotInset.left + 6 }}>
        <span className="text-text">{label}</span> <span className="text-quiet">{definition?.unit}</span>
        {outside > 0 && <span className="text-quiet"> · {outside} beyond the axis, drawn hollow at its edge</span>}
        {dots.length === 0 && <span className="text-quiet"> · no values yet</span>}
      </figcaption>
      <ScatterChart
        width={width}
        height={height}
        margin={{ top: 18, right: plotInset.right, bottom: withAxis ? 0 : 2, left: 0 }}
        accessibilityLayer={false}
      >
        <XAxis
          type="number"
          dataKey="x"
          domain={[domain[0], domain[1]]}
          ticks={ticks as number[]}
          height={withAxis ? 20 : 1}
          tick={withAxis ? { fill: "var(--quiet)", fontSize: 12 } : false}
          tickFormatter={(x: number) => (axis === "seq" ? String(x) : utcClock(x).slice(0, withSeconds ? 8 : 5))}
          tickLine={false}
          axisLine={{ stroke: "var(--line)" }}
          allowDataOverflow
          interval={0}
        />
        <YAxis
          type="number"
          dataKey="y"
          domain={[range[0], range[1]]}
          ticks={levels}
          width={plotInset.left}
          tick={{ fill: "var(--quiet)", fontSize: 12 }}
          tickFormatter={(y: number) => formatNumber(y, digits)}
          tickLine={false}
          axisLine={{ stroke: "var(--line)" }}
          allowDataOverflow
          interval={0}
        />
        <LimitLines limits={limits} domain={domain} />
        <Levels at={levels} />
        <Points dots={dots} />
      </ScatterChart>
    </figure>
  );
});
