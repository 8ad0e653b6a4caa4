/** The focal plane of an exposure's page: what it shows is chosen, every cell can be asked, a click leads to the detector. */
"use client";
import { useCallback, useMemo, useState } from "react";
import { useJudge } from "#app/measure/limit-scope.tsx";
import { useMetricRegistry } from "#app/measure/use-metric-registry.ts";
import type { ExposureDetail } from "#contracts/exposure.ts";
import { pixelUnitOf } from "#contracts/metric-unit.ts";
import { metricOf } from "#contracts/metrics.ts";
import { planeCells } from "./amp-cells.ts";
import { ColorLegend } from "./color-legend.tsx";
import { colorAt, fractionOf, scales, valueRange } from "./color-scale.ts";
import type { PlaneCamera, PlaneCell } from "./plane-cells.ts";
import { PlaneChoice } from "./plane-choice.tsx";
import { detectorStatesOf, PlaneMap } from "./plane-map.tsx";
import { planeMetric } from "./plane-metric.ts";
import { PlaneNotes } from "./plane-notes.tsx";
import { PlaneTable } from "./plane-table.tsx";
import { cellTip } from "./plane-words.ts";
import { useExposureAmps } from "./use-exposure-amps.ts";
import { useIsRed } from "./use-is-red.ts";

export interface ExposurePlaneProps {
  camera: PlaneCamera;
  exposure: ExposureDetail;
  /** The metric's key, or `amp.` and the key of a number of the amplifiers. */
  word: string;
  onChoose: (word: string) => void;
  selected: string | null;
  onSelect: (detector: string) => void;
}

/** @returns keys that some detector has and the registry does not, in order. */
export function otherMetrics({ detectors }: Pick<ExposureDetail, "detectors">): string[] {
  const keys = new Set(detectors.flatMap(({ metrics }) => Object.keys(metrics)));
  return [...keys].filter((key) => metricOf(key) === undefined).sort();
}

export function ExposurePlane({ camera, exposure, word, onChoose, selected, onSelect }: ExposurePlaneProps) {
  const definitionOf = useMetricRegistry();
  const scale = useIsRed() ? scales.red : scales.cividis;
  const judge = useJudge();
  const [pointed, setPointed] = useState<string | null>(null);
  const { detectors: records } = exposure;
  const metric = useMemo(() => planeMetric(word, pixelUnitOf(records), definitionOf), [word, records, definitionOf]);
  const isByAmp = metric.level === "amplifier";
  const amps = useExposureAmps(exposure, isByAmp);
  const cells = useMemo(
    () => planeCells(camera, { records, amps: amps.value }, metric),
    [camera, records, amps.value, metric],
  );
  const range = useMemo(() => valueRange(cells.flatMap(({ value }) => value ?? [])), [cells]);
  const states = useMemo(() => detectorStatesOf(records), [records]);
  const others = useMemo(() => otherMetrics(exposure), [exposure]);
  const colorOf = useCallback(
    (value: number) => colorAt(scale, range === null ? 0.5 : fractionOf(range, value)),
    [scale, range],
  );
  const purposes = useMemo(() => new Map(camera.detectors.map(({ name, purpose }) => [name, purpose])), [camera]);
  const tipOf = useCallback(
    (cell: PlaneCell) => cellTip(cell, metric, judge, purposes.get(cell.detector)),
    [metric, judge, purposes],
  );
  return (
    <div className="min-w-0">
      <div className="mb-2 flex flex-wrap items-center gap-2 text-small text-quiet">
        Focal plane by <PlaneChoice metric={metric} others={others} definitionOf={definitionOf} onChoose={onChoose} />
      </div>
      <figure className="m-0" data-testid="focal-plane" data-level={metric.level} data-metric-key={metric.key}>
        <PlaneMap
          detectors={camera.detectors}
          cells={cells}
          states={states}
          colorOf={colorOf}
          tipOf={tipOf}
          name={`Focal plane by ${metric.label}, ${cells.length} ${isByAmp ? "cells" : "detectors"}`}
          pointed={pointed}
          onPoint={(cell) => setPointed(cell?.id ?? null)}
          selected={selected}
          onSelect={onSelect}
        />
        <ColorLegend
          label={metric.label}
          unit={metric.unit}
          digits={metric.digits}
          range={range}
          scale={scale}
          what={isByAmp ? "amplifiers" : "detectors"}
        />
      </figure>
      {isByAmp && amps.value === null && amps.problem && (
        <p className="text-small text-warn">▲ {amps.problem.detail}</p>
      )}
      <PlaneNotes
        cells={cells}
        metric={metric}
        pointed={cells.find(({ id }) => id === pointed) ?? null}
        judge={judge}
      />
      <PlaneTable cells={cells} metric={metric} />
    </div>
  );
}
