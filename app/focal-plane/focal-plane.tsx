/** The focal plane with its detectors coloured by a metric; a detector without a value shows its state by its sign. */
"use client";
import { useCallback, useMemo } from "react";
import { useJudge } from "#app/measure/limit-scope.tsx";
import type { DetectorRecord } from "#contracts/exposure.ts";
import { pixelUnitOf } from "#contracts/metric-unit.ts";
import { ColorLegend } from "./color-legend.tsx";
import { colorAt, fractionOf, scales, valueRange } from "./color-scale.ts";
import { detectorMetric } from "./detector-metric.ts";
import { detectorCells, type PlaneCamera, type PlaneCell } from "./plane-cells.ts";
import { detectorStatesOf, PlaneMap } from "./plane-map.tsx";
import { cellTip } from "./plane-words.ts";
import { useIsRed } from "./use-is-red.ts";

export interface FocalPlaneProps {
  detectors: PlaneCamera["detectors"];
  /** Null while they are not known. */
  records: readonly DetectorRecord[] | null;
  /** Key of a metric of the registry. */
  metric: string;
  /** Classes that bound its size. */
  shape?: string;
}

export function FocalPlane({ detectors, records, metric: key, shape = "" }: FocalPlaneProps) {
  const scale = useIsRed() ? scales.red : scales.cividis;
  const judge = useJudge();
  const metric = useMemo(() => detectorMetric(key, pixelUnitOf(records ?? [])), [key, records]);
  const cells = useMemo(() => detectorCells({ detectors }, records, key), [detectors, records, key]);
  const range = useMemo(() => valueRange(cells.flatMap(({ value }) => value ?? [])), [cells]);
  const states = useMemo(() => detectorStatesOf(records), [records]);
  const purposes = useMemo(() => new Map(detectors.map(({ name, purpose }) => [name, purpose])), [detectors]);
  const colorOf = useCallback(
    (value: number) => colorAt(scale, range === null ? 0.5 : fractionOf(range, value)),
    [scale, range],
  );
  const tipOf = (cell: PlaneCell): string => cellTip(cell, metric, judge, purposes.get(cell.detector));
  return (
    <figure className="m-0">
      <PlaneMap
        detectors={detectors}
        cells={cells}
        states={states}
        colorOf={colorOf}
        tipOf={tipOf}
        name={`Focal plane by ${metric.label}, ${detectors.length} detectors`}
        shape={shape}
      />
      <ColorLegend label={metric.label} unit={metric.unit} digits={metric.digits} range={range} scale={scale} />
    </figure>
  );
}
