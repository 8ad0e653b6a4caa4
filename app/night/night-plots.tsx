/** The night's course: strip charts under one axis with one crosshair; a range drawn on them selects exposures. */
"use client";
import { useRouter } from "next/navigation";
import { memo, useEffect, useMemo, useState } from "react";
import { Popover } from "#app/chrome/popover.tsx";
import { useKeys } from "#app/chrome/use-keys.ts";
import { useSame } from "#app/live/use-same.ts";
import { useLimits } from "#app/measure/limit-scope.tsx";
import { seqsWithin, spanBetween } from "#app/plots/brush.ts";
import { useDrag } from "#app/plots/use-drag.ts";
import type { Selection } from "#app/plots/use-selection.ts";
import { useWalk } from "#app/plots/use-walk.ts";
import { later } from "#app/state/later.tsx";
import type { UrlState } from "#app/state/use-url-state.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { NightColumn } from "#contracts/night-table/night-column.ts";
import { drawnLimits } from "./drawn-limits.ts";
import { exposureHref } from "./exposure-facts.ts";
import { axisPx, plotInset, stripArea, stripDotUnder } from "./metric-dots.ts";
import { MetricPlot } from "./metric-plot.tsx";
import { axisTicks, bandsOf, nearestPoint, type PlotAxis, type PlotPoint } from "./plot-points.ts";
import { Crosshair, Readout } from "./plot-readout.tsx";
import { holdPointed, pointAt, pointedNow } from "./pointed.ts";
import { usePlotPoints } from "./use-plot-points.ts";
import { useSettled } from "./use-settled.ts";
import { useWidth } from "./use-width.ts";

/** Only who selects sees it. */
const SelectionBar = later(() => import("#app/plots/selection-bar.tsx").then((file) => file.SelectionBar));
const PlotMenu = later(() => import("#app/plots/plot-menu.tsx").then((file) => file.PlotMenu));

export interface NightPlotsProps {
  exposures: readonly ExposureSummary[];
  /** How many exposures the filter leaves out. */
  hidden: number;
  columns: readonly NightColumn[];
  /** All columns that can be chosen. */
  choice: readonly NightColumn[];
  /** The FWHM that this night can show, which other plots begin with. */
  fwhm: string;
  /** Which plots there are, and their axis, stand in the address. */
  url: UrlState;
  selection: Selection;
  height: number;
}

export function NightPlots(props: NightPlotsProps) {
  const { exposures, hidden, columns, choice, fwhm, url, selection, height } = props;
  const axis = url.get("x") === "seq" ? "seq" : "time";
  const router = useRouter();
  const book = useLimits();
  const [box, width] = useWidth<HTMLDivElement>();
  const [hasFocus, setHasFocus] = useState(false);
  const settled = useSettled(exposures);
  const points = usePlotPoints(settled, axis);
  const bands = useSame(settled, bandsOf, (before, now) => before?.header?.band !== now.header?.band);
  const [from, to] = domainOf(points, axis);
  const domain = useMemo(() => [from, to] as const, [from, to]);
  const hasPoints = points.length > 0;
  const ticks = useMemo(
    () => (hasPoints ? axisTicks(domain[0], domain[1], width, axis) : []),
    [hasPoints, domain, width, axis],
  );
  const inner = Math.max(1, width - plotInset.left - plotInset.right);
  const xAt = (px: number): number => domain[0] + ((px - plotInset.left) / inner) * (domain[1] - domain[0]);
  const nearest = (px: number): PlotPoint | undefined => points[nearestPoint(points, xAt(px))];
  const open = (exposure: ExposureSummary): void => router.push(exposureHref(exposure));

  function dotAt(x: number, y: number): ExposureSummary | undefined {
    const at = Math.min(columns.length - 1, Math.max(0, Math.floor(y / height)));
    const column = columns[at];
    if (!column) return undefined;
    const withAxis = at === columns.length - 1;
    const area = stripArea(width, height + (withAxis ? axisPx : 0), withAxis);
    const limits = drawnLimits(book(column.key), points);
    const dot = stripDotUnder(column, points, limits, area, domain, { x, y: y - at * height });
    return points.find(({ exposure }) => exposure.seqNum === dot?.seqNum)?.exposure;
  }
  const { drag, handlers } = useDrag({
    onMove: (x) => pointAt(nearest(x)?.exposure.exposureId ?? null),
    onDrawn: ({ x0, x1 }, adds) => {
      const placed = points.map(({ exposure, x }) => ({ seqNum: exposure.seqNum, x, y: 0 }));
      selection.select(seqsWithin(placed, spanBetween(xAt(x0), xAt(x1))), adds);
    },
    onTap: (x, y, pointerType) => {
      const under = pointerType === "mouse" ? dotAt(x, y) : undefined;
      if (under) open(under);
      else holdPointed(pointedNow().isHeld ? null : (nearest(x)?.exposure.exposureId ?? null));
    },
  });
  const onKeyDown = useWalk(() => points.map(({ exposure }) => exposure), selection, open);
  useKeys({
    l: () => holdPointed(pointedNow().isHeld ? null : pointedNow().exposureId),
  });
  useEffect(() => () => holdPointed(null), []);
  return (
    <section aria-label="The night's course" className="panel flex min-w-0 flex-col p-3">
      <div className="mb-2 flex min-h-8 items-center gap-x-4 gap-y-1 text-small max-phone:flex-wrap">
        {/* One line that is cut: plots must not move under the pointer. */}
        <div className="min-w-0 flex-1 overflow-hidden whitespace-nowrap max-phone:basis-full">
          <Readout points={points} bands={bands} columns={columns} speaks={hasFocus} hidden={hidden} />
        </div>
        {selection.seqs.size > 0 && <SelectionBar selection={selection} night={exposures[0] ?? null} />}
        <PlotChoice columns={columns} choice={choice} axis={axis} fwhm={fwhm} url={url} />
      </div>
      <div
        ref={box}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows walk through its points
        tabIndex={0}
        aria-label="Plots: arrows walk through the exposures, with Shift they select, Space holds, Enter opens"
        data-testid="night-plots"
        className="relative cursor-crosshair touch-pan-y select-none"
        style={{ minHeight: columns.length * height + axisPx }}
        onKeyDown={onKeyDown}
        onFocus={() => setHasFocus(true)}
        onBlur={() => setHasFocus(false)}
        onPointerLeave={() => pointAt(null)}
        {...handlers}
      >
        {width > 0 &&
          columns.map((column, at) => {
            const withAxis = at === columns.length - 1;
            return (
              <MetricPlot
                key={column.key}
                {...{ column, points, domain, ticks, axis, width, withAxis }}
                chosen={selection.seqs}
                height={height + (withAxis ? axisPx : 0)}
              />
            );
          })}
        <Crosshair points={points} domain={domain} inner={inner} />
        {drag && (
          <div
            aria-hidden="true"
            data-testid="brush"
            className="pointer-events-none absolute top-0 bottom-5 border-x border-accent bg-accent/15"
            style={{ left: Math.min(drag.x0, drag.x1), width: Math.abs(drag.x1 - drag.x0) }}
          />
        )}
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

interface PlotChoiceProps extends Pick<NightPlotsProps, "columns" | "choice" | "fwhm" | "url"> {
  axis: PlotAxis;
}

/** Which plots there are and their axis, which no exposure changes. */
const PlotChoice = memo(function PlotChoice({ columns, choice, fwhm, url, axis }: PlotChoiceProps) {
  const onColumns = (keys: readonly string[] | null): void => url.set({ plots: keys === null ? null : keys.join(",") });
  return (
    <div className="flex gap-1">
      <Popover name="Choose the plots" label="plots ▾" buttonClass="control min-h-7 px-2 text-small" side="right">
        {() => <PlotMenu columns={choice} keys={columns.map(({ key }) => key)} onKeys={onColumns} />}
      </Popover>
      <button
        type="button"
        className="control min-h-7 px-2 text-small"
        data-tip="Any two columns against each other, coloured by a third"
        onClick={() => url.set({ scatter: `airmass,${fwhm},sky_bg` })}
      >
        scatter
      </button>
      <button
        type="button"
        className="control min-h-7 px-2 text-small"
        data-tip="One metric of every detector through the night"
        onClick={() => url.set({ detectors: fwhm })}
      >
        detectors
      </button>
      <div role="radiogroup" aria-label="Axis of the plots" className="flex gap-1">
        {(["time", "seq"] as const).map((each) => (
          // biome-ignore lint/a11y/useSemanticElements: two words in a row are one control
          <button
            key={each}
            type="button"
            role="radio"
            aria-checked={axis === each}
            className="control min-h-7 px-2 text-small"
            onClick={() => url.set({ x: each === "seq" ? "seq" : null })}
          >
            {each === "time" ? "UTC" : "seq"}
          </button>
        ))}
      </div>
    </div>
  );
});
