/** The values of one column of the night in bins; bins that are drawn over or stepped through are selected. */
"use client";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { countOf, formatNumber } from "#app/format/number.ts";
import { numberOf } from "#app/night/metric-dots.ts";
import { plotScale } from "#app/night/plot-scale.ts";
import { useSettled } from "#app/night/use-settled.ts";
import { useWidth } from "#app/night/use-width.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { NightColumn } from "#contracts/night-table/night-column.ts";
import { ColumnSelect } from "./column-select.tsx";
import { type Bin, binValues, seqsOfBins } from "./histogram-bins.ts";
import { LimitMarks, LimitNote } from "./limit-marks.tsx";
import { PlotPanel } from "./plot-panel.tsx";
import { useDrag } from "./use-drag.ts";
import type { Selection } from "./use-selection.ts";
import { useTouching } from "./use-touching.ts";
import { useWholeLimits } from "./use-whole-limits.ts";

export interface HistogramPanelProps {
  exposures: readonly ExposureSummary[];
  column: NightColumn;
  choice: readonly NightColumn[];
  selection: Selection;
  /** Null closes it. */
  onColumn: (key: string | null) => void;
}

const heightPx = 220;

/** @returns the digits that the edges need: their distance is round. */
function edgeDigits(bin: Bin | undefined): number {
  const width = bin ? bin.to - bin.from : 1;
  const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-6;
  return [0, 1, 2, 3, 4, 5].find((digits) => isWhole(width * 10 ** digits)) ?? 6;
}

export function HistogramPanel({ exposures, column, choice, selection, onColumn }: HistogramPanelProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  const [at, setAt] = useState<number | null>(null);
  const anchor = useRef(0);
  const shown = useMemo(() => [column], [column]);
  const settled = useSettled(exposures);
  const touching = useTouching(settled, shown);
  const { bins, below, above, missing } = useMemo(() => {
    const values = touching.flatMap((exposure) => {
      const value = numberOf(column, exposure);
      return value === null ? [] : [{ seqNum: exposure.seqNum, value }];
    });
    return { ...binValues(values), missing: touching.length - values.length };
  }, [touching, column]);
  const limits = useWholeLimits(settled, column.key);
  const most = Math.max(1, ...bins.map(({ seqs }) => seqs.length));
  const area = { left: 56, right: Math.max(60, width - 10), top: 8, bottom: heightPx - 34 };
  const scale = plotScale(area, [0, bins.length || 1], [0, most]);
  const ofValues = plotScale(area, [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 1], [0, most]);
  const binAt = (px: number): number =>
    Math.max(0, Math.min(bins.length - 1, Math.floor(((px - area.left) / (area.right - area.left)) * bins.length)));
  const { drag, handlers } = useDrag({
    onMove: (x) => setAt(bins.length === 0 ? null : binAt(x)),
    onDrawn: ({ x0, x1 }, adds) => selection.select(seqsOfBins(bins, binAt(x0), binAt(x1)), adds),
    onTap: (x) => selection.select(seqsOfBins(bins, binAt(x), binAt(x)), false),
  });
  function onKeyDown(event: KeyboardEvent): void {
    const by = new Map([
      ["ArrowRight", 1],
      ["ArrowLeft", -1],
    ]).get(event.key);
    const isTaken = event.key === "Enter" || event.key === " ";
    if ((by === undefined && !isTaken) || bins.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.max(0, Math.min(bins.length - 1, at === null ? 0 : at + (by ?? 0)));
    if (!event.shiftKey) anchor.current = next;
    setAt(next);
    if (isTaken || event.shiftKey) selection.select(seqsOfBins(bins, anchor.current, next), false);
  }
  const digits = edgeDigits(bins[0]);
  const every = Math.max(1, Math.ceil((bins.length * 60) / Math.max(1, area.right - area.left)));
  const chosenIn = ({ seqs }: Bin): number => seqs.filter((seq) => selection.seqs.has(seq)).length;
  const pointed = at === null ? undefined : bins[at];
  return (
    <PlotPanel
      title={`Histogram of ${column.label}`}
      onClose={() => onColumn(null)}
      choices={<ColumnSelect label="of" value={column.key} columns={choice} onChoose={onColumn} />}
    >
      <div
        ref={box}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows walk through its bins
        tabIndex={0}
        aria-label={`Histogram of ${column.label}, ${countOf(bins.length, "bin")}: arrows walk, with Shift they select, Enter selects a bin`}
        data-testid="histogram"
        className="relative cursor-crosshair touch-pan-y select-none"
        style={{ height: heightPx }}
        onKeyDown={onKeyDown}
        onPointerLeave={() => setAt(null)}
        {...handlers}
      >
        {width > 0 && bins.length > 0 && (
          <svg aria-hidden="true" width={width} height={heightPx} className="block" fontSize={12} fill="var(--quiet)">
            {bins.map((bin, index) => {
              const [left, right] = [scale.toX(index) + 0.5, scale.toX(index + 1) - 0.5];
              const chosen = chosenIn(bin);
              const bar = (count: number, fill: string) => (
                <rect
                  x={left}
                  width={Math.max(1, right - left)}
                  y={scale.toY(count)}
                  height={area.bottom - scale.toY(count)}
                  fill={fill}
                />
              );
              return (
                <g key={bin.from} data-bin={index} data-count={bin.seqs.length} data-chosen={chosen}>
                  {bar(bin.seqs.length, selection.seqs.size > 0 ? "var(--strong-line)" : "var(--quiet)")}
                  {chosen > 0 && bar(chosen, "var(--accent)")}
                  {index === at && (
                    <rect
                      x={left}
                      width={Math.max(1, right - left)}
                      y={area.top}
                      height={area.bottom - area.top}
                      fill="none"
                      stroke="var(--bright)"
                    />
                  )}
                  {index % every === 0 && (
                    <text x={left} y={area.bottom + 15} textAnchor="middle">
                      {formatNumber(bin.from, digits)}
                    </text>
                  )}
                </g>
              );
            })}
            <LimitMarks lines={limits} scale={ofValues} axis="x" isOverBars />
            <path fill="none" stroke="var(--strong-line)" d={`M${area.left} ${area.bottom + 0.5}H${area.right}`} />
            <text x={area.left - 6} y={area.top + 10} textAnchor="end">
              {most}
            </text>
            <text x={area.right} y={heightPx - 4} textAnchor="end" fill="var(--text)">
              {column.unit === "" ? column.label : `${column.label}, ${column.unit}`}
            </text>
          </svg>
        )}
        {bins.length === 0 && (
          <p className="absolute inset-0 grid place-items-center text-quiet">No exposure has this value</p>
        )}
        {drag && (
          <div
            aria-hidden="true"
            className="pointer-events-none absolute top-2 bottom-8 border-x border-accent bg-accent/15"
            style={{ left: Math.min(drag.x0, drag.x1), width: Math.abs(drag.x1 - drag.x0) }}
          />
        )}
      </div>
      <p className="mt-1 min-h-5 text-small text-quiet" data-testid="histogram-notes" aria-live="polite">
        {pointed ? (
          <span className="font-mono text-text">
            {formatNumber(pointed.from, digits)} – {formatNumber(pointed.to, digits)} {column.unit}:{" "}
            {countOf(pointed.seqs.length, "exposure")}
            {selection.seqs.size > 0 && `, ${chosenIn(pointed)} selected`}
          </span>
        ) : (
          <>
            {countOf(
              bins.reduce((sum, { seqs }) => sum + seqs.length, 0),
              "exposure",
            )}
            {missing > 0 && ` · ${missing} without a value`}
            {below.length > 0 && ` · ${below.length} far below`}
            {above.length > 0 && ` · ${above.length} far above`}
          </>
        )}
      </p>
      <LimitNote of={column} lines={limits} />
    </PlotPanel>
  );
}
