/** One column of the night against the shared axis; points have the colour and symbol of their band, chosen ones stand out. */
"use client";
import { memo, useMemo, useRef } from "react";
import { bandLook, symbolAround } from "#app/bands/band-look.ts";
import { utcClock } from "#app/format/clock.ts";
import { formatNumber } from "#app/format/number.ts";
import { type LimitBook, useLimits } from "#app/measure/limit-scope.tsx";
import type { NightColumn } from "#contracts/night-table/night-column.ts";
import { type DrawnLimit, drawnLimits, isDrawnAlike } from "./drawn-limits.ts";
import { LimitLines } from "./limit-lines.tsx";
import { type Dot, type MetricDots, metricDots, stripArea } from "./metric-dots.ts";
import type { PlotAxis, PlotPoint } from "./plot-points.ts";
import { levelTicks, type PlotScale, plotScale } from "./plot-scale.ts";

/** Below this the axis counts seconds. */
const shortSpanMs = 300_000;

export interface MetricPlotProps {
  column: NightColumn;
  points: readonly PlotPoint[];
  domain: readonly [number, number];
  ticks: readonly number[];
  axis: PlotAxis;
  width: number;
  height: number;
  /** The lowest plot carries the numbers of the axis. */
  withAxis: boolean;
  chosen: ReadonlySet<number>;
}

/** Dots of one look. */
interface Group {
  band: string;
  outside: boolean;
  isChosen: boolean;
  path: string[];
}

interface PointsProps {
  dots: readonly Dot[];
  chosen: ReadonlySet<number>;
  scale: PlotScale;
}

/** All points of a band in one path, written only when a dot changed: a night of 1,500 exposures takes milliseconds. */
const Points = memo(function Points({ dots, chosen, scale }: PointsProps) {
  const { toX, toY } = scale;
  const groups = new Map<string, Group>();
  let group: Group | null = null;
  for (const { seqNum, x, y, band, outside } of dots) {
    const isChosen = chosen.has(seqNum);
    // Dots in a row mostly look the same.
    if (group === null || group.band !== band || group.outside !== outside || group.isChosen !== isChosen) {
      const key: string = `${isChosen} ${outside} ${band}`;
      group = groups.get(key) ?? { band, outside, isChosen, path: [] };
      groups.set(key, group);
    }
    const around = symbolAround(bandLook(band).symbol, isChosen ? 1 : 0.8);
    group.path.push(`M${Math.round(toX(x) * 10) / 10} ${Math.round(toY(y) * 10) / 10}${around}`);
  }
  // Chosen ones are drawn last, above the others.
  const sorted = [...groups].sort(([, a], [, b]) => Number(a.isChosen) - Number(b.isChosen));
  return sorted.map(([key, { band, outside, isChosen, path }]) => {
    const { color } = bandLook(band);
    const fill = outside ? "none" : color;
    const stroke = isChosen ? "var(--bright)" : outside ? color : "none";
    return (
      <path
        key={key}
        data-band={band}
        data-count={path.length}
        data-chosen={isChosen}
        d={path.join("")}
        fill={fill}
        stroke={stroke}
        strokeWidth={isChosen ? 0.8 : 1.2}
        opacity={chosen.size > 0 && !isChosen ? 0.3 : undefined}
      />
    );
  });
});

/** @returns the limits as they are drawn; the very same ones while no exposure changes what they ask. */
function useDrawnLimits(book: LimitBook, key: string, points: readonly PlotPoint[]): readonly DrawnLimit[] {
  const kept = useRef<{ book: LimitBook; key: string; points: readonly PlotPoint[]; lines: DrawnLimit[] } | null>(null);
  const known = kept.current;
  const isSame = known?.book === book && known.key === key && isDrawnAlike(known.points, points);
  kept.current = { book, key, points, lines: isSame ? known.lines : drawnLimits(book(key), points) };
  return kept.current.lines;
}

function useMetricDots(column: NightColumn, points: readonly PlotPoint[], limits: readonly DrawnLimit[]): MetricDots {
  const kept = useRef<MetricDots | null>(null);
  const known = kept.current;
  if (known?.column !== column || known.points !== points || known.limits !== limits) {
    kept.current = metricDots(column, points, limits, known);
  }
  return kept.current as MetricDots;
}

export const MetricPlot = memo(function MetricPlot({ points, ...props }: MetricPlotProps) {
  const { column } = props;
  const book = useLimits();
  const limits = useDrawnLimits(book, column.key, points);
  const { dots, range } = useMetricDots(column, points, limits);
  return <Drawing {...props} limits={limits} dots={dots} range={range} />;
});

interface DrawingProps extends Omit<MetricPlotProps, "points"> {
  limits: readonly DrawnLimit[];
  dots: readonly Dot[];
  range: readonly [number, number];
}

/** Drawn again only when one of its own dots changed. */
const Drawing = memo(function Drawing(props: DrawingProps) {
  const { column, limits, dots, range, domain, ticks, axis, width, height, withAxis, chosen } = props;
  const { key, label, unit } = column;
  const levels = useMemo(() => (dots.length === 0 ? [] : levelTicks(range)), [dots, range]);
  const outside = useMemo(() => dots.filter((dot) => dot.outside).length, [dots]);
  const digits = Math.max(0, Math.min(4, 2 - Math.floor(Math.log10(Math.max(range[1] - range[0], 1e-9)))) - 1);
  const area = useMemo(() => stripArea(width, height, withAxis), [width, height, withAxis]);
  const { left, right, top, bottom } = area;
  const scale = useMemo(() => plotScale(area, domain, range), [area, domain, range]);
  const withSeconds = domain[1] - domain[0] < shortSpanMs;
  return (
    <figure className="relative m-0" aria-label={`${label}, ${dots.length} exposures`} data-plot={key}>
      <figcaption className="pointer-events-none absolute top-0 z-[1] text-small" style={{ left: left + 6 }}>
        <span className="text-text">{label}</span> <span className="text-quiet">{unit}</span>
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
        <Points dots={dots} chosen={chosen} scale={scale} />
      </svg>
    </figure>
  );
});
