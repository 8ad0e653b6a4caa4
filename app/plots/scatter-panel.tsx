/** Two columns against each other, coloured by a third; a box drawn on it selects, a point opens its exposure. */
"use client";
import { useRouter } from "next/navigation";
import { memo, useMemo } from "react";
import { bandLook, symbolAround } from "#app/bands/band-look.ts";
import { ColorLegend } from "#app/focal-plane/color-legend.tsx";
import { colorAt, scales } from "#app/focal-plane/color-scale.ts";
import { useIsRed } from "#app/focal-plane/use-is-red.ts";
import { countOf, formatNumber } from "#app/format/number.ts";
import { exposureHref } from "#app/night/exposure-facts.ts";
import { levelTicks, type PlotScale, plotScale } from "#app/night/plot-scale.ts";
import { pointAt, usePointed } from "#app/night/pointed.ts";
import { useSettled } from "#app/night/use-settled.ts";
import { useWidth } from "#app/night/use-width.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { NightColumn } from "#contracts/night-table/night-column.ts";
import { seqsWithin, spanBetween } from "./brush.ts";
import { ColumnSelect } from "./column-select.tsx";
import { LimitMarks, LimitNote } from "./limit-marks.tsx";
import { PlotPanel } from "./plot-panel.tsx";
import { type ScatterColumns, type ScatterDot, scatterDots } from "./scatter-dots.ts";
import { useDrag } from "./use-drag.ts";
import type { Selection } from "./use-selection.ts";
import { useTouching } from "./use-touching.ts";
import { useWalk } from "./use-walk.ts";
import { useWholeLimits } from "./use-whole-limits.ts";

export interface ScatterPanelProps {
  exposures: readonly ExposureSummary[];
  columns: ScatterColumns<NightColumn>;
  choice: readonly NightColumn[];
  selection: Selection;
  /** Null closes it. */
  onColumns: (keys: ScatterColumns<string> | null) => void;
}

const heightPx = 320;
/** Shades that can be told apart; dots of one shade and band are one path. */
const shades = 24;

/** @returns digits enough to tell ticks of a range apart. */
export function tickDigits([from, to]: readonly [number, number]): number {
  return Math.max(0, Math.min(4, 1 - Math.floor(Math.log10(Math.max(to - from, 1e-9)))));
}

export function ScatterPanel({ exposures, columns, choice, selection, onColumns }: ScatterPanelProps) {
  const router = useRouter();
  const isRed = useIsRed();
  const colorScale = isRed ? scales.red : scales.cividis;
  const [box, width] = useWidth<HTMLDivElement>();
  const shown = useMemo(() => [columns.x, columns.y, columns.color], [columns]);
  const settled = useSettled(exposures);
  const touching = useTouching(settled, shown);
  const xLimits = useWholeLimits(settled, columns.x.key);
  const yLimits = useWholeLimits(settled, columns.y.key);
  const scatter = useMemo(() => {
    const [x, y] = [xLimits, yLimits].map((lines) => lines.map(({ at }) => at));
    return scatterDots(touching, columns, { x: x ?? [], y: y ?? [] });
  }, [touching, columns, xLimits, yLimits]);
  const { dots, xRange, yRange, colors, missing } = scatter;
  const area = useMemo(() => ({ left: 56, right: Math.max(60, width - 10), top: 20, bottom: heightPx - 36 }), [width]);
  const scale = useMemo(() => plotScale(area, xRange, yRange), [area, xRange, yRange]);
  const toValueX = (px: number): number =>
    xRange[0] + ((px - area.left) / (area.right - area.left)) * (xRange[1] - xRange[0]);
  const toValueY = (px: number): number =>
    yRange[0] + ((area.bottom - px) / (area.bottom - area.top)) * (yRange[1] - yRange[0]);
  const open = ({ exposure }: ScatterDot): void => router.push(exposureHref(exposure));
  const under = (x: number, y: number, withinPx: number): ScatterDot | undefined => {
    let [best, nearest]: [ScatterDot | undefined, number] = [undefined, withinPx];
    for (const dot of dots) {
      const away = Math.hypot(scale.toX(dot.x) - x, scale.toY(dot.y) - y);
      if (away <= nearest) [best, nearest] = [dot, away];
    }
    return best;
  };
  const { drag, handlers } = useDrag({
    onMove: (x, y) => pointAt(under(x, y, 24)?.exposure.exposureId ?? null),
    onDrawn: ({ x0, y0, x1, y1 }, adds) => {
      const placed = dots.map(({ exposure, x, y }) => ({ seqNum: exposure.seqNum, x, y }));
      const [across, up] = [spanBetween(toValueX(x0), toValueX(x1)), spanBetween(toValueY(y0), toValueY(y1))];
      selection.select(seqsWithin(placed, across, up), adds);
    },
    onTap: (x, y) => {
      const dot = under(x, y, 8);
      if (dot) open(dot);
    },
  });
  const stops = useMemo(() => dots.map(({ exposure }) => exposure), [dots]);
  const onKeyDown = useWalk(
    () => stops,
    selection,
    (exposure) => router.push(exposureHref(exposure)),
  );
  const keys = { x: columns.x.key, y: columns.y.key, color: columns.color.key };
  const outside = dots.filter((dot) => dot.outside).length;
  const plain = dots.filter(({ shade }) => shade === null).length;
  return (
    <PlotPanel
      title="Scatter"
      onClose={() => onColumns(null)}
      choices={
        <>
          <ColumnSelect label="across" value={keys.x} columns={choice} onChoose={(x) => onColumns({ ...keys, x })} />
          <ColumnSelect label="up" value={keys.y} columns={choice} onChoose={(y) => onColumns({ ...keys, y })} />
          <ColumnSelect
            label="colour"
            value={keys.color}
            columns={choice}
            onChoose={(color) => onColumns({ ...keys, color })}
          />
        </>
      }
    >
      <figure className="m-0">
        <div
          ref={box}
          role="application"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows walk through its points
          tabIndex={0}
          aria-label={`${columns.y.label} against ${columns.x.label}, ${countOf(dots.length, "exposure")}: arrows walk, with Shift they select, Enter opens`}
          data-testid="scatter"
          className="relative cursor-crosshair touch-pan-y select-none"
          style={{ height: heightPx }}
          onKeyDown={onKeyDown}
          onPointerLeave={() => pointAt(null)}
          {...handlers}
        >
          {width > 0 && (
            <svg aria-hidden="true" width={width} height={heightPx} className="block" fontSize={12} fill="var(--quiet)">
              <ScatterAxes columns={columns} scale={scale} xRange={xRange} yRange={yRange} />
              <ScatterPoints dots={dots} scale={scale} colorScale={colorScale} chosen={selection.seqs} />
              <LimitMarks lines={yLimits} scale={scale} axis="y" />
              <LimitMarks lines={xLimits} scale={scale} axis="x" />
              <PointedDot dots={dots} scale={scale} />
            </svg>
          )}
          {dots.length === 0 && (
            <p className="absolute inset-0 grid place-items-center text-quiet">
              No exposure has both values
              {exposures.length > 0 && <> ({countOf(exposures.length, "exposure")} looked at)</>}
            </p>
          )}
          {drag && (
            <div
              aria-hidden="true"
              className="pointer-events-none absolute border border-accent bg-accent/15"
              style={{
                left: Math.min(drag.x0, drag.x1),
                top: Math.min(drag.y0, drag.y1),
                width: Math.abs(drag.x1 - drag.x0),
                height: Math.abs(drag.y1 - drag.y0),
              }}
            />
          )}
        </div>
        <ColorLegend
          label={columns.color.label}
          unit={columns.color.unit}
          digits={columns.color.digits ?? 2}
          range={colors}
          scale={colorScale}
          what="exposures"
        />
        <p className="mt-1 text-small text-quiet" data-testid="scatter-notes">
          {countOf(dots.length, "exposure")}
          {missing > 0 && ` · ${missing} without one of the two values`}
          {plain > 0 && ` · ${plain} hollow and grey: no ${columns.color.label}`}
          {outside > 0 && ` · ${outside} beyond an axis, hollow at its edge`}
        </p>
        <LimitNote of={columns.x} lines={xLimits} />
        {columns.y.key !== columns.x.key && <LimitNote of={columns.y} lines={yLimits} />}
      </figure>
    </PlotPanel>
  );
}

interface AxesProps {
  columns: ScatterColumns<NightColumn>;
  scale: PlotScale;
  xRange: readonly [number, number];
  yRange: readonly [number, number];
}

function ScatterAxes({ columns: { x, y }, scale, xRange, yRange }: AxesProps) {
  const { left, right, top, bottom, toX, toY } = scale;
  const [xs, ys] = [levelTicks(xRange), levelTicks(yRange)];
  const lines = [
    ...ys.map((at) => `M${left} ${Math.round(toY(at)) + 0.5}H${right}`),
    ...xs.map((at) => `M${Math.round(toX(at)) + 0.5} ${top}V${bottom}`),
  ];
  const name = ({ label, unit }: NightColumn): string => (unit === "" ? label : `${label}, ${unit}`);
  return (
    <>
      <path fill="none" stroke="var(--line)" d={`${lines.join("")}M${left + 0.5} ${top}V${bottom + 0.5}H${right}`} />
      {ys.map((at) => (
        <text key={at} x={left - 6} y={toY(at) + 4} textAnchor="end">
          {formatNumber(at, tickDigits(yRange))}
        </text>
      ))}
      {xs.map((at) => (
        <text key={at} x={toX(at)} y={bottom + 15} textAnchor="middle">
          {formatNumber(at, tickDigits(xRange))}
        </text>
      ))}
      <text x={left + 6} y={12} fill="var(--text)">
        {name(y)}
      </text>
      <text x={right} y={bottom + 31} textAnchor="end" fill="var(--text)">
        {name(x)}
      </text>
    </>
  );
}

interface PointsProps {
  dots: readonly ScatterDot[];
  scale: PlotScale;
  colorScale: readonly string[];
  chosen: ReadonlySet<number>;
}

/** Written again only when a dot changed. */
const ScatterPoints = memo(function ScatterPoints({ dots, scale: { toX, toY }, colorScale, chosen }: PointsProps) {
  const groups = new Map<string, { path: string[]; isChosen: boolean; outside: boolean; color: string | null }>();
  for (const { exposure, x, y, shade, outside } of dots) {
    const isChosen = chosen.has(exposure.seqNum);
    const step = shade === null ? null : Math.round(shade * (shades - 1));
    const band = exposure.header?.band ?? "";
    const key = `${isChosen} ${outside} ${step} ${band}`;
    const color = step === null ? null : colorAt(colorScale, step / (shades - 1));
    const group = groups.get(key) ?? { path: [], isChosen, outside, color };
    if (group.path.length === 0) groups.set(key, group);
    const around = symbolAround(bandLook(band).symbol, isChosen ? 1.15 : 0.9);
    group.path.push(`M${toX(x).toFixed(1)} ${toY(y).toFixed(1)}${around}`);
  }
  const sorted = [...groups].sort(([, a], [, b]) => Number(a.isChosen) - Number(b.isChosen));
  return sorted.map(([key, { path, isChosen, outside, color }]) => (
    <path
      key={key}
      d={path.join("")}
      data-count={path.length}
      data-chosen={isChosen}
      fill={outside ? "none" : (color ?? "none")}
      stroke={isChosen ? "var(--bright)" : outside ? (color ?? "var(--quiet)") : "var(--quiet)"}
      strokeWidth={isChosen ? 1.5 : 0.6}
      opacity={chosen.size > 0 && !isChosen ? 0.35 : undefined}
    />
  ));
});

function PointedDot({ dots, scale }: { dots: readonly ScatterDot[]; scale: PlotScale }) {
  const id = usePointed();
  const dot = id === null ? undefined : dots.find(({ exposure }) => exposure.exposureId === id);
  if (!dot) return null;
  return (
    <circle cx={scale.toX(dot.x)} cy={scale.toY(dot.y)} r={9} fill="none" stroke="var(--accent)" strokeWidth={2} />
  );
}
