/** What the plots point at: the line through all of them, and its exposure's values. */
"use client";
import Link from "next/link";
import { memo } from "react";
import { BandMark } from "#app/bands/band-mark.tsx";
import { utcClock } from "#app/format/clock.ts";
import { countOf, formatNumber } from "#app/format/number.ts";
import type { NightColumn } from "#contracts/night-table/night-column.ts";
import { exposureHref } from "./exposure-facts.ts";
import { numberOf, plotInset } from "./metric-dots.ts";
import type { PlotPoint } from "./plot-points.ts";
import { holdPointed, useIsHeld, usePointed } from "./pointed.ts";

export interface CrosshairProps {
  points: readonly PlotPoint[];
  domain: readonly [number, number];
  inner: number;
}

export function Crosshair({ points, domain, inner }: CrosshairProps) {
  const id = usePointed();
  const isHeld = useIsHeld();
  const point = id === null ? undefined : points.find(({ exposure }) => exposure.exposureId === id);
  if (!point) return null;
  const left = plotInset.left + ((point.x - domain[0]) / (domain[1] - domain[0])) * inner;
  return (
    <div
      aria-hidden="true"
      data-testid="crosshair"
      data-held={isHeld}
      className={`pointer-events-none absolute top-0 bottom-5 left-0 border-l will-change-transform ${isHeld ? "border-bright" : "border-dashed border-accent"}`}
      style={{ transform: `translateX(${left.toFixed(1)}px)` }}
    />
  );
}

export interface ReadoutProps {
  points: readonly PlotPoint[];
  /** Of all exposures. */
  bands: readonly string[];
  columns: readonly NightColumn[];
  /** The plots have the focus: what is pointed at is spoken. */
  speaks: boolean;
  /** How many exposures the filter leaves out. */
  hidden: number;
}

export function Readout({ points, bands, columns, speaks, hidden }: ReadoutProps) {
  const id = usePointed();
  const isHeld = useIsHeld();
  const exposure = id === null ? undefined : points.find((point) => point.exposure.exposureId === id)?.exposure;
  if (!exposure) return <BandKey bands={bands} hasPoints={points.length > 0} hidden={hidden} />;
  const startMs = Date.parse(exposure.header?.obsStartUtc ?? "");
  return (
    <p className="flex items-center gap-x-3 font-mono" data-testid="readout" aria-live={speaks ? "polite" : "off"}>
      <Link href={exposureHref(exposure)} prefetch={false} className="font-bold text-bright hover:text-accent">
        #{exposure.seqNum}
      </Link>
      {isHeld && (
        <button
          type="button"
          className="control min-h-6 px-2 font-sans"
          data-tip="Let the line go (l)"
          onClick={() => holdPointed(null)}
        >
          held ✕
        </button>
      )}
      <BandMark band={exposure.header?.band} />
      {!Number.isNaN(startMs) && <span>{utcClock(startMs)}</span>}
      {columns.map((column) => (
        <span key={column.key}>
          <span className="text-quiet">{column.label}</span>{" "}
          {formatNumber(numberOf(column, exposure), column.digits ?? 2)}
        </span>
      ))}
    </p>
  );
}

const BandKey = memo(function BandKey({
  bands,
  hasPoints,
  hidden,
}: {
  bands: readonly string[];
  hasPoints: boolean;
  hidden: number;
}) {
  return (
    <p className="flex items-center gap-3 text-quiet">
      {bands.map((band) => (
        <BandMark key={band} band={band} />
      ))}
      {hidden > 0 ? (
        <span>without {countOf(hidden, "exposure")} that the filter hides</span>
      ) : (
        hasPoints && <span className="max-wide:hidden">drag to select, click a point to open it</span>
      )}
    </p>
  );
});
