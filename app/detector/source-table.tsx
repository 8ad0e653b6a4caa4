/** The brightest sources of a detector with their fluxes; shown when asked for, and to take away as CSV. */
"use client";
import { useState } from "react";
import { countOf, formatNumber, missing } from "#app/format/number.ts";
import { countUnits } from "#contracts/metric-unit.ts";
import type { SourceTable as Sources } from "#contracts/plots.ts";
import { sourceCsv } from "./source-csv.ts";

const mostRows = 50;
const cell = "border-b border-line px-2 phone:px-3 py-1 text-right whitespace-nowrap";

export function SourceTable({ sources, fileName }: { sources: Sources; fileName: string }) {
  const [isOpen, setOpen] = useState(false);
  const unit = countUnits[sources.unit];
  const how = sources.photometry === "kron" ? "Kron ellipse" : `circle of ${sources.radiusPx} px`;
  const count = sources.xPx.length;
  const heads = ["x, px", "y, px", `flux, ${unit}`, `error, ${unit}`, "half-light, px", "a, px", "b, px", "flag"];
  return (
    <section aria-label="Brightest sources" data-testid="sources">
      <h3 className="flex min-h-8 flex-wrap items-center gap-3">
        <span className="font-semibold text-text">Brightest sources</span>
        <button
          type="button"
          aria-expanded={isOpen}
          className="control min-h-7 text-small font-normal"
          onClick={() => setOpen(!isOpen)}
        >
          <span aria-hidden="true">{isOpen ? "▾" : "▸"}</span> {countOf(count, "source")} of{" "}
          {formatNumber(sources.total, 0)}
        </button>
        <span className="text-small font-normal text-quiet">fluxes in a {how}</span>
        <a
          className="text-small font-normal underline"
          href={`data:text/csv;charset=utf-8,${encodeURIComponent(sourceCsv(sources))}`}
          download={`${fileName}-sources.csv`}
        >
          CSV
        </a>
      </h3>
      {isOpen && (
        <div className="relative max-h-96 overflow-auto">
          <table className="w-full max-w-4xl border-separate border-spacing-0 text-small">
            <caption className="sr-only">
              Brightest sources of the detector{count > mostRows ? `, the first ${mostRows}` : ""}
            </caption>
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head} scope="col" className={`${cell} font-medium`}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="font-mono">
              {sources.xPx.slice(0, mostRows).map((x, at) => (
                <tr key={`${x} ${sources.yPx[at]}`} className="hover:bg-raised">
                  {rowOf(sources, at).map(([value, digits], column) => (
                    <td key={heads[column]} className={cell}>
                      {value === null || value === undefined ? missing : formatNumber(value, digits)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

type Cell = readonly [value: number | null | undefined, digits: number];

function rowOf(sources: Sources, at: number): Cell[] {
  return [
    [sources.xPx[at], 2],
    [sources.yPx[at], 2],
    [sources.flux[at], 0],
    [sources.fluxError[at], 0],
    [sources.halfLightPx[at], 2],
    [sources.aPx[at], 2],
    [sources.bPx[at], 2],
    [sources.flag[at], 0],
  ];
}
