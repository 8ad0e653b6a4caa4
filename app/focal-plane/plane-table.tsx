/** A focal plane as a table, for those who cannot see it and for those who want the numbers. */
"use client";
import { memo, useState } from "react";
import { formatDifference, formatNumber, missing } from "#app/format/number.ts";
import type { PlaneCell } from "./plane-cells.ts";
import type { PlaneMetric } from "./plane-metric.ts";

export interface PlaneTableProps {
  cells: readonly PlaneCell[];
  metric: PlaneMetric;
  isDifference?: boolean;
}

const cellClass = "border-b border-line px-2 py-0.5 whitespace-nowrap";

export const PlaneTable = memo(function PlaneTable({ cells, metric, isDifference = false }: PlaneTableProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className="mt-1 text-small"
      data-testid="plane-table"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="cursor-pointer text-quiet">The same as a table</summary>
      {isOpen && <Rows cells={cells} metric={metric} isDifference={isDifference} />}
    </details>
  );
});

function Rows({ cells, metric, isDifference }: Required<PlaneTableProps>) {
  const columns = [...new Set(cells.flatMap(({ amp }) => amp ?? []))];
  const rows = Map.groupBy(cells, ({ detector }) => detector);
  const name = metric.unit === "" ? metric.label : `${metric.label}, ${metric.unit}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keyboard too
    <section className="relative max-h-96 overflow-auto" aria-label={`${name}, as a table`} tabIndex={0}>
      <table className="border-separate border-spacing-0">
        <caption className="sr-only">{name}</caption>
        <thead>
          <tr>
            <th scope="col" className={`${cellClass} text-left font-medium`}>
              Detector
            </th>
            {(columns.length > 0 ? columns : [name]).map((column) => (
              <th key={column} scope="col" className={`${cellClass} text-right font-medium`}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...rows].map(([detector, own]) => (
            <tr key={detector} data-row={detector}>
              <th scope="row" className={`${cellClass} text-left font-normal`}>
                {detector}
              </th>
              {own[0]?.amp === null ? (
                <td colSpan={Math.max(1, columns.length)} className={`${cellClass} text-right font-mono`}>
                  <Value cell={own[0]} digits={metric.digits} isDifference={isDifference} />
                </td>
              ) : (
                columns.map((column) => (
                  <td key={column} className={`${cellClass} text-right font-mono`}>
                    <Value
                      cell={own.find(({ amp }) => amp === column)}
                      digits={metric.digits}
                      isDifference={isDifference}
                    />
                  </td>
                ))
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Value({ cell, digits, isDifference }: { cell: PlaneCell | undefined; digits: number; isDifference: boolean }) {
  if (!cell) return null;
  if (cell.value !== null)
    return isDifference ? formatDifference(cell.value, digits) : formatNumber(cell.value, digits);
  return (
    <span className="font-sans text-quiet">
      <span aria-hidden="true">{missing}</span>
      <span className={cell.amp === null ? "" : "sr-only"}> {cell.why}</span>
    </span>
  );
}
