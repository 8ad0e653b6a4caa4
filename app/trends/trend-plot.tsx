/** One metric over nights: the median of each band with the span of its exposures; a point leads to its night. */
"use client";
import { useRouter } from "next/navigation";
import { CartesianGrid, ErrorBar, ReferenceLine, Scatter, ScatterChart, XAxis, YAxis } from "recharts";
import { bandLook, symbolOutline } from "#app/bands/band-look.ts";
import { formatDayObs } from "#app/format/day-obs.ts";
import { formatNumber } from "#app/format/number.ts";
import { useWidth } from "#app/night/use-width.ts";
import { type BandLimit, isNear } from "#app/plots/band-limits.ts";
import { LimitNote, limitName, placesByLevel } from "#app/plots/limit-marks.tsx";
import { metricOf } from "#contracts/metrics.ts";
import type { TrendPoint } from "./trend-points.ts";

export interface TrendPlotProps {
  camera: string;
  metric: string;
  unit: string;
  /** All nights of the axis, oldest first. */
  nights: readonly number[];
  points: ReadonlyMap<string, readonly TrendPoint[]>;
  limits: readonly BandLimit[];
}

const heightPx = 220;
const tick = { fill: "var(--quiet)", fontSize: 12 };

export function TrendPlot({ camera, metric, unit, nights, points, limits }: TrendPlotProps) {
  const router = useRouter();
  const [ref, width] = useWidth<HTMLDivElement>();
  const definition = metricOf(metric);
  const digits = definition?.digits ?? 2;
  const place = new Map(nights.map((dayObs, index) => [dayObs, index]));
  const medians = [...points.values()].flatMap((its) => its.map(({ median }) => median));
  const [first, last] = [-0.6, nights.length - 0.4];
  // Bands of one night stand beside each other, so that none hides another.
  const shift = (index: number): number => (index - (points.size - 1) / 2) * 0.12;
  return (
    <figure
      className="panel m-0 min-w-0 p-3"
      aria-label={`${definition?.label ?? metric} by night`}
      data-trend={metric}
    >
      <figcaption className="mb-1 text-small" data-tip={definition?.definition}>
        <span className="text-bright">{definition?.label ?? metric}</span> <span className="text-quiet">{unit}</span>
      </figcaption>
      <div ref={ref} style={{ height: heightPx }}>
        {width > 0 && (
          <ScatterChart width={width} height={heightPx} margin={{ top: 8, right: 12, bottom: 4, left: 0 }}>
            <CartesianGrid stroke="var(--line)" vertical={false} />
            <XAxis
              type="number"
              dataKey="x"
              domain={[first, last]}
              ticks={ticksOf(nights.length, width)}
              tickFormatter={(at: number) => formatDayObs(nights[at] ?? 0).slice(5)}
              tick={tick}
              tickLine={false}
              axisLine={{ stroke: "var(--line)" }}
              interval={0}
            />
            <YAxis
              type="number"
              dataKey="median"
              domain={["auto", "auto"]}
              tickFormatter={(value: number) => formatNumber(value, digits)}
              tick={tick}
              width={58}
              tickLine={false}
              axisLine={{ stroke: "var(--line)" }}
            />
            {placesByLevel(limits.filter((line) => isNear(line, medians))).map(({ line, place }) => (
              <ReferenceLine
                key={`${line.level} ${line.side} ${line.at} ${line.from}`}
                segment={[
                  { x: Math.max(first, line.from), y: line.at },
                  { x: Math.min(last, line.to), y: line.at },
                ]}
                ifOverflow="extendDomain"
                stroke={line.level === "warn" ? "var(--warn)" : "var(--error)"}
                strokeWidth={line.level === "warn" ? 1 : 1.5}
                {...(line.level === "warn" && { strokeDasharray: "6 4" })}
                label={{
                  value: limitName(line),
                  position: line.bands === null ? "insideBottomRight" : "insideBottomLeft",
                  dx: line.bands === null ? 0 : place * 52,
                  fontSize: 11,
                  fill: "var(--text)",
                }}
              />
            ))}
            {[...points].map(([band, its], index) => (
              <Scatter
                key={band}
                name={band}
                isAnimationActive={false}
                data={its.map((point) => ({
                  ...point,
                  x: (place.get(point.dayObs) ?? 0) + shift(index),
                  span: [point.median - point.min, point.max - point.median],
                }))}
                fill={bandLook(band).color}
                shape={(props: { cx?: number | undefined; cy?: number | undefined }) => (
                  <path
                    d={symbolOutline(bandLook(band).symbol, props.cx ?? 0, props.cy ?? 0, 1)}
                    fill={bandLook(band).color}
                    className="cursor-pointer"
                  />
                )}
                onClick={(point: { payload?: TrendPoint }) => {
                  if (point.payload) router.push(`/${camera}/${point.payload.dayObs}`);
                }}
              >
                <ErrorBar dataKey="span" direction="y" width={0} stroke={bandLook(band).color} opacity={0.55} />
              </Scatter>
            ))}
          </ScatterChart>
        )}
      </div>
      <LimitNote of={{ label: definition?.label ?? metric, unit }} lines={limits} />
    </figure>
  );
}

/** At most one date every 64 px. */
function ticksOf(count: number, width: number): number[] {
  const step = Math.max(1, Math.ceil((count * 64) / Math.max(width, 64)));
  return Array.from({ length: Math.ceil(count / step) }, (_, at) => at * step);
}
