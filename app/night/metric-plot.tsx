/** One metric of the night against the shared axis; points have the colour and the symbol of their band. */
"use client";
import { memo, useMemo } from "react";
import { bandLook, symbolAround } from "#app/bands/band-look.ts";
import { utcClock } from "#app/format/clock.ts";
import { formatNumber } from "#app/format/number.ts";
import { useLimits } from "#app/measure/limit-scope.tsx";
import { metricOf } from "#contracts/metrics.ts";
import { drawnLimits } from "./drawn-limits.ts";
import { LimitLines } from "./limit-lines.tsx";
import { type PlotAxis, type PlotPoint, robustDomain } from "./plot-points.ts";
import { levelTicks, type PlotScale, plotScale } from "./plot-scale.ts";

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

/** All points of a band in one path: a night of 1,500 exposures is drawn again in milliseconds. */
function Points({ dots, scale: { toX, toY } }: { dots: readonly Dot[]; scale: PlotScale }) {
  const outlines = new Map<string, { list: string[]; around: string }>();
  for (const dot of dots) {
    const key = `${dot.outside ? "hollow" : "solid"} ${dot.band}`;
    const of = outlines.get(key) ?? { list: [], around: symbolAround(bandLook(dot.band).symbol, 0.8) };
    if (of.list.length === 0) outlines.set(key, of);
    of.list.push(`M${Math.round(toX(dot.x) * 10) / 10} ${Math.round(toY(dot.y) * 10) / 10}${of.around}`);
  }
  return [...outlines].map(([key, { list }]) => {
    const [kind, band] = key.split(" ");
    const { color } = bandLook(band);
    const paint = kind === "hollow" ? { fill: "none", stroke: color, strokeWidth: 1.3 } : { fill: color };
    return <path key={key} data-band={band} data-count={list.length} d={list.join("")} {...paint} />;
  });
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
  const levels = useMemo(() => (dots.length === 0 ? [] : levelTicks(range)), [dots, range]);
  const outside = dots.filter((dot) => dot.outside).length;
  const digits = Math.max(0, Math.min(4, 2 - Math.floor(Math.log10(Math.max(range[1] - range[0], 1e-9)))) - 1);
  const label = definition?.label ?? metric;
  const [left, right, top, bottom] = [plotInset.left, width - plotInset.right, 18, height - (withAxis ? 20 : 3)];
  const scale = plotScale({ left, right, top, bottom }, domain, range);
  const withSeconds = domain[1] - domain[0] < shortSpanMs;
  return (
    <figure className="relative m-0" aria-label={`${label}, ${dots.length} exposures`}>
      <figcaption className="pointer-events-none absolute top-0 z-[1] text-small" style={{ left: plotInset.left + 6 }}>
        <span className="text-text">{label}</span> <span className="text-quiet">{definition?.unit}</span>
        {outside > 0 && <span className="text-quiet"> · {outside} beyond the axis, drawn hollow at its edge</span>}
        {dots.length === 0 && <span className="text-quiet"> · no values yet</span>}
      </figcaption>
      <svg aria-hidden="true" width={width} height={height} className="block" fontSize={12} fill="var(--quiet)">
        <path
          fill="none"
          stroke="var(--line)"
          d={`${levels.map((level) => `M${left} ${Math.round(scale.toY(level)) + 0.5}H${right}`).join("")}M${left + 0.5} ${top}V${bottom + 0.5}H${right}`}
        />
        {levels.map((level) => (
          <text key={level} x={left - 6} y={scale.toY(level) + 4} textAnchor="end">
            {formatNumber(level, digits)}
          </text>
        ))}
        {withAxis &&
          ticks.map((tick) => (
            <text key={tick} x={scale.toX(tick)} y={bottom + 15} textAnchor="middle">
              {axis === "seq" ? tick : utcClock(tick).slice(0, withSeconds ? 8 : 5)}
            </text>
          ))}
        <LimitLines limits={limits} scale={scale} />
        <Points dots={dots} scale={scale} />
      </svg>
    </figure>
  );
});
