/** The focal plane with its detectors coloured by a metric; a detector without a value shows its state by its sign. */
"use client";
import { type ReactNode, useMemo } from "react";
import { formatNumber } from "#app/format/number.ts";
import { whyNoDetectorValue } from "#app/measure/missing-reason.ts";
import { detectorStates } from "#app/state/exposure-states.ts";
import type { CameraDetector } from "#contracts/camera.ts";
import type { DetectorRecord } from "#contracts/exposure.ts";
import { metricOf } from "#contracts/metrics.ts";
import { ColorLegend } from "./color-legend.tsx";
import { colorAt, fractionOf, scales, type ValueRange, valueRange } from "./color-scale.ts";
import { useIsRed } from "./use-is-red.ts";

export interface FocalPlaneProps {
  detectors: readonly CameraDetector[];
  /** Null while they are not known. */
  records: readonly DetectorRecord[] | null;
  metric: string;
  selected?: string | null;
  onSelect?: (detector: string) => void;
  /** Classes that bound its size. */
  shape?: string;
}

interface Cell {
  detector: CameraDetector;
  record: DetectorRecord | undefined;
  value: number | null;
}

export function FocalPlane({ detectors, records, metric, selected = null, onSelect, shape = "" }: FocalPlaneProps) {
  const isRed = useIsRed();
  const scale = isRed ? scales.red : scales.cividis;
  const cells = useMemo(() => {
    const byName = new Map((records ?? []).map((record) => [record.detector, record]));
    return detectors.map((detector): Cell => {
      const record = byName.get(detector.name);
      return { detector, record, value: record?.metrics[metric] ?? null };
    });
  }, [detectors, records, metric]);
  const range = useMemo(() => valueRange(cells.flatMap(({ value }) => (value === null ? [] : [value]))), [cells]);
  const xs = detectors.map(({ x }) => x);
  const ys = detectors.map(({ y }) => y);
  const [left, top] = [Math.min(...xs) - 0.5, -Math.max(...ys) - 0.5];
  const [width, height] = [Math.max(...xs) - left + 0.5, -Math.min(...ys) - top + 0.5];
  return (
    <figure className="m-0">
      <svg
        viewBox={`${left} ${top} ${width} ${height}`}
        className={`mx-auto block w-full ${shape}`}
        role={onSelect ? "group" : "img"}
        aria-label={`Focal plane by ${metricOf(metric)?.label ?? metric}, ${detectors.length} detectors`}
      >
        {cells.map((cell) => (
          <Detector
            key={`${cell.detector.name}-${cell.detector.kind}`}
            cell={cell}
            fill={cell.value !== null && range ? colorAt(scale, fractionOf(range, cell.value)) : null}
            tip={tipOf(cell, metric)}
            isSelected={cell.detector.name === selected}
            {...(onSelect ? { onSelect } : {})}
          />
        ))}
      </svg>
      <Legend metric={metric} range={range} scale={scale} />
    </figure>
  );
}

function Legend({
  metric,
  range,
  scale,
}: {
  metric: string;
  range: ValueRange | null;
  scale: readonly string[];
}): ReactNode {
  return (
    <ColorLegend
      label={metricOf(metric)?.label ?? metric}
      unit={metricOf(metric)?.unit ?? ""}
      digits={metricOf(metric)?.digits ?? 2}
      range={range}
      scale={scale}
    />
  );
}

function tipOf({ detector, record, value }: Cell, metric: string): string {
  const definition = metricOf(metric);
  const title = `${detector.name}${detector.purpose === "science" ? "" : ` · ${detector.purpose}`}`;
  if (value !== null)
    return `${title}\n${definition?.label ?? metric} ${formatNumber(value, definition?.digits ?? 2)} ${definition?.unit ?? ""}`;
  if (!record) return `${title}\nnothing known yet`;
  return `${title}\n${detectorStates[record.state].word}: ${whyNoDetectorValue(record, metric)}`;
}

interface DetectorProps {
  cell: Cell;
  fill: string | null;
  tip: string;
  isSelected: boolean;
  onSelect?: (detector: string) => void;
}

/** Sign of a detector without a value, so that expected, pending, failed and not measurable differ without colour. */
function Sign({ record }: { record: DetectorRecord | undefined }) {
  const line = { fill: "none", strokeWidth: 1.5, vectorEffect: "non-scaling-stroke" } as const;
  if (record?.state === "failed")
    return <path d="M-.22-.22.22.22M.22-.22-.22.22" stroke="var(--error)" {...line} strokeWidth={2} />;
  if (record?.state === "pending") return <circle r=".16" stroke="var(--note)" {...line} />;
  if (record?.state === "done") return <path d="M-.16 0H.16" stroke="var(--quiet)" {...line} />;
  return <circle r=".05" fill="var(--none)" />;
}

function Detector({ cell, fill, tip, isSelected, onSelect }: DetectorProps) {
  const { detector, record } = cell;
  const state = record?.state ?? "expected";
  const stroke = isSelected ? "var(--bright)" : state === "failed" ? "var(--error)" : "var(--strong-line)";
  const size = 0.92;
  const choose = onSelect && (() => onSelect(detector.name));
  return (
    <g
      transform={`translate(${detector.x} ${-detector.y})`}
      data-tip={tip}
      data-detector={detector.name}
      data-state={state}
      {...(choose
        ? {
            role: "button",
            tabIndex: isSelected ? 0 : -1,
            "aria-pressed": isSelected,
            "aria-label": tip.replaceAll("\n", ", "),
            onClick: choose,
            onKeyDown: (event) => {
              if (event.key !== "Enter" && event.key !== " ") return;
              event.preventDefault();
              choose();
            },
          }
        : {})}
    >
      <rect
        x={-size / 2}
        y={-size / 2}
        width={size}
        height={size}
        rx=".05"
        fill={fill ?? "var(--page)"}
        stroke={stroke}
        strokeWidth={isSelected ? 3 : state === "failed" ? 1.5 : 1}
        strokeDasharray={state === "expected" ? "3 3" : undefined}
        vectorEffect="non-scaling-stroke"
      />
      {fill === null && <Sign record={record} />}
    </g>
  );
}
