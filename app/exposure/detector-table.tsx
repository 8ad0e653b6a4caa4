/** Every detector of the exposure: state, numbers, attempts, worker, durations, and the reason of a failure. */
"use client";
import { memo } from "react";
import { formatSpan } from "#app/format/duration.ts";
import { reasonFirst } from "#app/format/reason-first.ts";
import { MetricNumber } from "#app/measure/metric-number.tsx";
import { metricTip } from "#app/measure/metric-tip.ts";
import { whyNoDetectorValue } from "#app/measure/missing-reason.ts";
import { detectorStates } from "#app/state/exposure-states.ts";
import { StateMark } from "#app/state/state-mark.tsx";
import type { DetectorRecord } from "#contracts/exposure.ts";
import { metricUnit, pixelUnitOf } from "#contracts/metric-unit.ts";
import { metricOf } from "#contracts/metrics.ts";

export interface DetectorTableProps {
  records: readonly DetectorRecord[];
  metrics: readonly string[];
  selected: string | null;
  onSelect: (detector: string) => void;
}

const head = "border-b border-strong-line px-2 wide:px-3.5 py-1 align-bottom text-small font-medium whitespace-nowrap";

export function DetectorTable({ records, metrics, selected, onSelect }: DetectorTableProps) {
  const pixelUnit = pixelUnitOf(records);
  return (
    <section aria-label="Detectors" className="panel relative overflow-x-auto">
      <table className="w-full border-separate border-spacing-0 text-small" data-testid="detectors">
        <caption className="sr-only">Detectors of the exposure</caption>
        <thead>
          <tr>
            <th scope="col" className={`${head} pl-4 text-left`}>
              Detector
            </th>
            <th scope="col" className={`${head} text-left`}>
              State
            </th>
            {metrics.map((metric) => {
              const definition = metricOf(metric);
              return (
                <th
                  key={metric}
                  scope="col"
                  className={`${head} text-right`}
                  data-tip={definition ? metricTip(definition, pixelUnit) : metric}
                >
                  {definition?.label ?? metric}
                  <span className="block min-h-4 text-[11px] leading-4 text-quiet">
                    {definition && metricUnit(definition, pixelUnit)}
                  </span>
                </th>
              );
            })}
            <th
              scope="col"
              className={`${head} text-right`}
              data-tip="Reading and task together, as the worker measured it"
            >
              Took
            </th>
            <th scope="col" className={`${head} text-right`} data-tip="How often a worker tried">
              Tries
            </th>
            <th scope="col" className={`${head} text-left`}>
              Worker
            </th>
            <th scope="col" className={`${head} w-full pr-4 text-left`}>
              Remark
            </th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <DetectorRow
              key={`${record.detector} ${record.kind}`}
              record={record}
              metrics={metrics}
              isSelected={record.detector === selected}
              onSelect={onSelect}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  record: DetectorRecord;
  metrics: readonly string[];
  isSelected: boolean;
  onSelect: (detector: string) => void;
}

const DetectorRow = memo(function DetectorRow({ record, metrics, isSelected, onSelect }: RowProps) {
  const cell = "border-b border-line px-2 wide:px-3.5 py-1 whitespace-nowrap";
  const { timingsMs: timings } = record;
  const parts =
    timings &&
    `read ${formatSpan(timings.read)}, decode ${formatSpan(timings.decode)}, background ${formatSpan(timings.background)}, detect ${formatSpan(timings.detect)}, measure ${formatSpan(timings.measure)}`;
  const remark = record.error
    ? `${record.error.code}: ${reasonFirst(record.error.message)}`
    : record.warnings.join("; ");
  return (
    <tr
      data-detector={record.detector}
      data-state={record.state}
      className={`cursor-pointer hover:bg-raised ${isSelected ? "bg-raised" : ""}`}
      onClick={() => onSelect(record.detector)}
    >
      <th scope="row" className={`${cell} pl-4 text-left font-normal`}>
        <button
          type="button"
          aria-pressed={isSelected}
          className={isSelected ? "text-bright underline underline-offset-4" : ""}
        >
          {record.detector}
        </button>
        {record.kind !== "raw" && <span className="text-quiet"> {record.kind}</span>}
      </th>
      <td className={cell}>
        <StateMark look={detectorStates[record.state]} />
      </td>
      {metrics.map((metric) => (
        <td key={metric} className={`${cell} text-right font-mono`}>
          <MetricNumber metric={metric} value={record.metrics[metric]} why={whyNoDetectorValue(record, metric)} />
        </td>
      ))}
      <td className={`${cell} text-right font-mono`} data-tip={parts ?? undefined}>
        {formatSpan(timings?.total)}
      </td>
      <td className={`${cell} text-right font-mono ${(record.attempts ?? 1) > 1 ? "text-warn" : ""}`}>
        {record.attempts ?? "–"}
      </td>
      <td className={`${cell} text-quiet`}>{record.worker ?? "–"}</td>
      <td
        className={`${cell} max-w-0 truncate pr-4 ${record.error ? "text-error" : "text-warn"}`}
        data-tip={remark || undefined}
      >
        {remark}
      </td>
    </tr>
  );
});
