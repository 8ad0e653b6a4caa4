/** The night's course: plots under one axis with one crosshair, a read-out of what it points at, and the way to it. */
"use client";
import { useRouter } from "next/navigation";
import { type PointerEvent, useDeferredValue, useMemo } from "react";
import { BandMark } from "#app/bands/band-mark.tsx";
import { utcClock } from "#app/format/clock.ts";
import { formatNumber } from "#app/format/number.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { metricOf } from "#contracts/metrics.ts";
import { exposureHref } from "./exposure-facts.ts";
import { MetricPlot, plotInset } from "./metric-plot.tsx";
import { axisTicks, nearestPoint, type PlotAxis, type PlotPoint, plotPoints } from "./plot-points.ts";
import { pointAt, usePointed } from "./pointed.ts";
import { useWidth } from "./use-width.ts";

export interface NightPlotsProps {
  exposures: readonly ExposureSummary[];
  metrics: readonly string[];
  axis: PlotAxis;
  onAxis: (axis: PlotAxis) => void;
  height: number;
}

export function NightPlots({ exposures, metrics, axis, onAxis, height }: NightPlotsProps) {
  const router = useRouter();
  const [box, width] = useWidth<HTMLDivElement>();
  const settled = useDeferredValue(exposures);
  const points = useMemo(() => plotPoints(settled, axis), [settled, axis]);
  const domain = useMemo(() => domainOf(points, axis), [points, axis]);
  const hasPoints = points.length > 0;
  const ticks = useMemo(
    () => (hasPoints ? axisTicks(domain[0], domain[1], width, axis) : []),
    [hasPoints, domain, width, axis],
  );
  const inner = Math.max(1, width - plotInset.left - plotInset.right);

  function under(event: PointerEvent<HTMLElement>): PlotPoint | undefined {
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left - plotInset.left;
    return points[nearestPoint(points, domain[0] + (left / inner) * (domain[1] - domain[0]))];
  }
  return (
    <section aria-label="The night's course" className="panel flex min-w-0 flex-col p-3">
      <div className="mb-2 flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1 text-small">
        <Readout points={points} metrics={metrics} />
        <div role="radiogroup" aria-label="Axis of the plots" className="ml-auto flex gap-1">
          {(["time", "seq"] as const).map((each) => (
            // biome-ignore lint/a11y/useSemanticElements: two words in a row are one control
            <button
              key={each}
              type="button"
              role="radio"
              aria-checked={axis === each}
              className="control min-h-7 px-2 text-small"
              onClick={() => onAxis(each)}
            >
              {each === "time" ? "UTC" : "seq"}
            </button>
          ))}
        </div>
      </div>
      <div
        ref={box}
        data-testid="night-plots"
        className="relative cursor-crosshair touch-pan-y"
        style={{ minHeight: metrics.length * height + 20 }}
        onPointerMove={(event) => pointAt(under(event)?.exposure.exposureId ?? null)}
        onPointerLeave={() => pointAt(null)}
        onPointerUp={(event) => {
          const point = event.pointerType === "mouse" && event.button === 0 ? under(event) : undefined;
          if (point) router.push(exposureHref(point.exposure));
        }}
      >
        {width > 0 &&
          metrics.map((metric, at) => {
            const withAxis = at === metrics.length - 1;
            return (
              <MetricPlot
                key={metric}
                {...{ metric, points, domain, ticks, axis, width, withAxis }}
                height={height + (withAxis ? 20 : 0)}
              />
            );
          })}
        <Crosshair points={points} domain={domain} inner={inner} />
      </div>
    </section>
  );
}

function domainOf(points: readonly PlotPoint[], axis: PlotAxis): [number, number] {
  const [from, to] = [points[0]?.x ?? 0, points.at(-1)?.x ?? 1];
  const least = axis === "time" ? 120_000 : 4;
  const pad = Math.max((to - from) * 0.02, (least - (to - from)) / 2, 0);
  return [from - pad, to + pad];
}

function Crosshair({
  points,
  domain,
  inner,
}: {
  points: readonly PlotPoint[];
  domain: readonly [number, number];
  inner: number;
}) {
  const id = usePointed();
  const point = id === null ? undefined : points.find(({ exposure }) => exposure.exposureId === id);
  if (!point) return null;
  const left = plotInset.left + ((point.x - domain[0]) / (domain[1] - domain[0])) * inner;
  return (
    <div
      aria-hidden="true"
      data-testid="crosshair"
      className="pointer-events-none absolute top-0 bottom-5 left-0 w-px bg-accent will-change-transform"
      style={{ transform: `translateX(${left.toFixed(1)}px)` }}
    />
  );
}

function Readout({ points, metrics }: { points: readonly PlotPoint[]; metrics: readonly string[] }) {
  const id = usePointed();
  const exposure = points.find((point) => point.exposure.exposureId === id)?.exposure;
  if (!exposure) return <BandKey points={points} />;
  const startMs = Date.parse(exposure.header?.obsStartUtc ?? "");
  return (
    <p className="flex flex-wrap items-baseline gap-x-3 font-mono" data-testid="readout">
      <strong className="text-bright">#{exposure.seqNum}</strong>
      <BandMark band={exposure.header?.band} />
      {!Number.isNaN(startMs) && <span>{utcClock(startMs)}</span>}
      {metrics.map((metric) => (
        <span key={metric}>
          <span className="text-quiet">{metricOf(metric)?.label ?? metric}</span>{" "}
          {formatNumber(exposure.metrics[metric], metricOf(metric)?.digits ?? 2)}
        </span>
      ))}
    </p>
  );
}

function BandKey({ points }: { points: readonly PlotPoint[] }) {
  const bands = [...new Set(points.map(({ exposure }) => exposure.header?.band ?? ""))].filter(Boolean).sort();
  return (
    <p className="flex items-baseline gap-3 text-quiet">
      {bands.map((band) => (
        <BandMark key={band} band={band} />
      ))}
      {points.length > 0 && <span className="max-phone:hidden">point for values, click for the exposure</span>}
    </p>
  );
}
