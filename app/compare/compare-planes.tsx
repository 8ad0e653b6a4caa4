/** Two focal planes on one scale, and between them their difference on a scale about zero; what is pointed at is the same in all. */
"use client";
import { useCallback, useMemo, useState } from "react";
import { planeCells } from "#app/focal-plane/amp-cells.ts";
import { ColorLegend } from "#app/focal-plane/color-legend.tsx";
import {
  colorAt,
  differenceRange,
  differenceScale,
  fractionOf,
  scales,
  type ValueRange,
  valueRange,
} from "#app/focal-plane/color-scale.ts";
import { differenceCells } from "#app/focal-plane/difference-cells.ts";
import { otherMetrics } from "#app/focal-plane/exposure-plane.tsx";
import type { PlaneCamera, PlaneCell } from "#app/focal-plane/plane-cells.ts";
import { PlaneChoice } from "#app/focal-plane/plane-choice.tsx";
import { detectorStatesOf, PlaneMap } from "#app/focal-plane/plane-map.tsx";
import { type PlaneMetric, planeMetric } from "#app/focal-plane/plane-metric.ts";
import { PlaneNotes } from "#app/focal-plane/plane-notes.tsx";
import { PlaneTable } from "#app/focal-plane/plane-table.tsx";
import { cellTip } from "#app/focal-plane/plane-words.ts";
import { useExposureAmps } from "#app/focal-plane/use-exposure-amps.ts";
import { type Judge, useJudge } from "#app/measure/limit-scope.tsx";
import { useMetricRegistry } from "#app/measure/use-metric-registry.ts";
import { useThemeName } from "#app/theme/use-theme-name.ts";
import type { DetectorState, ExposureDetail } from "#contracts/exposure.ts";
import { pixelUnitOf } from "#contracts/metric-unit.ts";

export interface ComparePlanesProps {
  camera: PlaneCamera;
  own: ExposureDetail;
  other: ExposureDetail;
  names: readonly [string, string];
  word: string;
  onChoose: (word: string) => void;
  selected: string | null;
  onSelect: (detector: string) => void;
}

const unitsDiffer = "the pixels of one are in electrons and those of the other in counts as read";

export function ComparePlanes({ camera, own, other, names, word, onChoose, selected, onSelect }: ComparePlanesProps) {
  const definitionOf = useMetricRegistry();
  const theme = useThemeName();
  const judge = useJudge();
  const [pointed, setPointed] = useState<string | null>(null);
  const metrics = useMemo(
    () =>
      [own, other].map(({ detectors }) => planeMetric(word, pixelUnitOf(detectors), definitionOf)) as [
        PlaneMetric,
        PlaneMetric,
      ],
    [word, own, other, definitionOf],
  );
  const [metric, otherMetric] = metrics;
  const isByAmp = metric.level === "amplifier";
  const ownAmps = useExposureAmps(own, isByAmp).value;
  const otherAmps = useExposureAmps(other, isByAmp).value;
  const ownCells = useMemo(
    () => planeCells(camera, { records: own.detectors, amps: ownAmps }, metric),
    [camera, own, ownAmps, metric],
  );
  const otherCells = useMemo(
    () => planeCells(camera, { records: other.detectors, amps: otherAmps }, otherMetric),
    [camera, other, otherAmps, otherMetric],
  );
  const isSameUnit = metric.unit === otherMetric.unit;
  const difference = useMemo(() => {
    if (isSameUnit) return differenceCells(ownCells, otherCells);
    return ownCells.map((cell): PlaneCell => ({ ...cell, value: null, why: unitsDiffer }));
  }, [ownCells, otherCells, isSameUnit]);
  const others = useMemo(() => [...new Set([...otherMetrics(own), ...otherMetrics(other)])].sort(), [own, other]);
  const shared = useMemo(
    () => valueRange([...ownCells, ...(isSameUnit ? otherCells : [])].flatMap(({ value }) => value ?? [])),
    [ownCells, otherCells, isSameUnit],
  );
  const about = useMemo(() => differenceRange(difference.flatMap(({ value }) => value ?? [])), [difference]);
  const judgeOther = useCallback<Judge>((key, value) => judge(key, value, other), [judge, other]);
  const judgeOwn = useCallback<Judge>((key, value) => judge(key, value, own), [judge, own]);
  const scale = theme === "red" ? scales.red : scales.cividis;
  const diverging = differenceScale(theme);
  const common = { camera, pointed, onPoint: setPointed, selected, onSelect };
  return (
    <section aria-labelledby="compare-planes" className="panel min-w-0 p-4">
      <h2 id="compare-planes" className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2 text-bright">
        Focal planes <span className="text-small font-normal text-quiet">by</span>
        <span className="font-normal">
          <PlaneChoice metric={metric} others={others} definitionOf={definitionOf} onChoose={onChoose} />
        </span>
      </h2>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 phone:grid-cols-[repeat(3,minmax(0,1fr))]">
        <Plane
          {...common}
          title={names[0]}
          exposure={own}
          cells={ownCells}
          metric={metric}
          range={shared}
          scale={scale}
          judge={judgeOwn}
        />
        <Plane
          {...common}
          title={names[1]}
          exposure={other}
          cells={otherCells}
          metric={otherMetric}
          range={isSameUnit ? shared : null}
          scale={scale}
          judge={judgeOther}
        />
        <Plane
          {...common}
          title={`${names[0]} less ${names[1]}`}
          exposure={null}
          cells={difference}
          metric={metric}
          range={about}
          scale={diverging}
          judge={null}
        />
      </div>
    </section>
  );
}

interface PlaneProps {
  title: string;
  camera: PlaneCamera;
  /** Null for the difference. */
  exposure: ExposureDetail | null;
  cells: readonly PlaneCell[];
  metric: PlaneMetric;
  range: ValueRange | null;
  scale: readonly string[];
  judge: Judge | null;
  pointed: string | null;
  onPoint: (id: string | null) => void;
  selected: string | null;
  onSelect: (detector: string) => void;
}

function Plane({ title, camera, exposure, cells, metric, range, scale, judge, pointed, onPoint, ...rest }: PlaneProps) {
  const states = useMemo(() => (exposure ? detectorStatesOf(exposure.detectors) : doneWhere(cells)), [exposure, cells]);
  const colorOf = useCallback(
    (value: number) => colorAt(scale, range === null ? 0.5 : fractionOf(range, value)),
    [scale, range],
  );
  const isDifference = judge === null;
  const tipOf = useCallback((cell: PlaneCell) => cellTip(cell, metric, judge), [metric, judge]);
  const label = isDifference ? `Difference in ${metric.label}` : metric.label;
  return (
    <div data-testid={isDifference ? "plane-difference" : "plane"} className="min-w-0">
      <h3 className="mb-1 text-text">{title}</h3>
      <figure className="m-0">
        <PlaneMap
          detectors={camera.detectors}
          cells={cells}
          states={states}
          colorOf={colorOf}
          tipOf={tipOf}
          name={`${title}: focal plane by ${label}, ${cells.length} cells`}
          pointed={pointed}
          onPoint={(cell) => onPoint(cell?.id ?? null)}
          {...rest}
        />
        <ColorLegend
          label={label}
          unit={metric.unit}
          digits={isDifference ? metric.digits + 1 : metric.digits}
          range={range}
          scale={scale}
          what="cells"
        />
      </figure>
      <PlaneNotes
        cells={cells}
        metric={metric}
        pointed={cells.find(({ id }) => id === pointed) ?? null}
        judge={judge}
      />
      <PlaneTable cells={cells} metric={metric} isDifference={isDifference} />
    </div>
  );
}

/** A difference has no states of its own: what has one is done. */
function doneWhere(cells: readonly PlaneCell[]): Map<string, DetectorState> {
  return new Map(cells.map(({ detector, value }) => [detector, value === null ? "skipped" : "done"]));
}
