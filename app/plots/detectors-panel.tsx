/** One metric of every detector through the night, on a canvas; a range drawn on it selects exposures. */
"use client";
import { useRouter } from "next/navigation";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import { countOf, formatNumber } from "#app/format/number.ts";
import { useResource } from "#app/live/use-resource.ts";
import { exposureHref } from "#app/night/exposure-facts.ts";
import { type PlotAxis, type PlotPoint, plotPoints } from "#app/night/plot-points.ts";
import { pointAt } from "#app/night/pointed.ts";
import { useWidth } from "#app/night/use-width.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { nightDetectors } from "#contracts/night-detectors.ts";
import type { NightColumn } from "#contracts/night-table/night-column.ts";
import { ColumnSelect } from "./column-select.tsx";
import { DetectorCanvas, type PointedDetector } from "./detector-canvas.tsx";
import { detectorRows } from "./detector-rows.ts";
import { PlotPanel } from "./plot-panel.tsx";
import type { Selection } from "./use-selection.ts";
import { useWalk } from "./use-walk.ts";

export interface DetectorsPanelProps {
  camera: string;
  dayObs: number;
  exposures: readonly ExposureSummary[];
  column: NightColumn;
  choice: readonly NightColumn[];
  axis: PlotAxis;
  selection: Selection;
  /** Null closes it. */
  onColumn: (key: string | null) => void;
}

export function DetectorsPanel(props: DetectorsPanelProps) {
  const { camera, dayObs, exposures, column, choice, axis, selection, onColumn } = props;
  const router = useRouter();
  const [box, width] = useWidth<HTMLDivElement>();
  const [pointed, setPointed] = useState<PointedDetector | null>(null);
  const answer = useResource(nightDetectors, `/api/cameras/${camera}/nights/${dayObs}/detectors?metric=${column.key}`);
  const settled = useDeferredValue(exposures);
  // Its values are of an answer of their own: a change of an exposure's numbers moves nothing here.
  const points = useSamePlaces(settled, axis);
  const shown = useMemo(() => answer.value && detectorRows(answer.value, points), [answer.value, points]);
  const stops = useMemo(() => shown?.points.map(({ exposure }) => exposure) ?? [], [shown]);
  const open = (exposure: ExposureSummary): void => router.push(exposureHref(exposure));
  const onKeyDown = useWalk(() => stops, selection, open);
  const { label, unit, digits } = column;
  const waiting = points.length - stops.length;
  // The very same while one points along: a list of all columns is not worth drawing in each frame.
  const choices = useMemo(
    () => (
      <>
        <ColumnSelect label="of" value={column.key} columns={choice} onChoose={onColumn} />
        <button type="button" className="control min-h-7 px-2 text-small" onClick={answer.reload}>
          read again
        </button>
      </>
    ),
    [column.key, choice, onColumn, answer.reload],
  );
  return (
    <PlotPanel title={`Detectors: ${label}`} onClose={() => onColumn(null)} choices={choices}>
      <div
        ref={box}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows walk through its exposures
        tabIndex={0}
        aria-label={`${label} of every detector, ${countOf(stops.length, "exposure")}: arrows walk, with Shift they select, Enter opens`}
        data-testid="detectors-plot"
        className="relative min-h-[300px] select-none"
        onKeyDown={onKeyDown}
        onPointerLeave={() => {
          setPointed(null);
          pointAt(null);
        }}
      >
        {answer.value && shown && width > 0 && shown.measured > 0 && (
          <DetectorCanvas
            answer={answer.value}
            shown={shown}
            axis={axis}
            width={width}
            name={unit === "" ? label : `${label}, ${unit}`}
            selection={selection}
            onPointed={setPointed}
            onOpen={open}
          />
        )}
        {shown?.measured === 0 && (
          <p className="absolute inset-0 grid place-items-center text-quiet">No detector has this value tonight</p>
        )}
        {answer.problem && !answer.value && <p className="p-4 text-error">■ {answer.problem.detail}</p>}
      </div>
      <p className="mt-1 min-h-5 text-small text-quiet" data-testid="detectors-notes" aria-live="polite">
        {pointed ? (
          <span className="font-mono text-text">
            #{pointed.exposure.seqNum} {pointed.detector} {formatNumber(pointed.value, digits ?? 2)} {unit}
          </span>
        ) : shown ? (
          <>
            {formatNumber(shown.measured, 0)} values of {countOf(stops.length, "exposure")}; the line is their median
            {shown.outside > 0 && ` · ${formatNumber(shown.outside, 0)} beyond the axis, drawn at its edge`}
            {waiting > 0 && ` · ${waiting} came since: read again`}
          </>
        ) : answer.problem ? null : (
          "reading the detectors of the night"
        )}
      </p>
    </PlotPanel>
  );
}

/** @returns the points of the axis; the very same list while every exposure stays where it is. */
function useSamePlaces(exposures: readonly ExposureSummary[], axis: PlotAxis): readonly PlotPoint[] {
  const kept = useRef<readonly PlotPoint[]>([]);
  const points = useMemo(() => plotPoints(exposures, axis), [exposures, axis]);
  const isSame =
    kept.current.length === points.length &&
    points.every(({ exposure, x }, at) => {
      const before = kept.current[at];
      return before?.x === x && before.exposure.exposureId === exposure.exposureId;
    });
  if (!isSame) kept.current = points;
  return kept.current;
}
