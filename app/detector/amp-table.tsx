/** The amplifiers of a detector; many of them are shown when asked for. */
"use client";
import { useState } from "react";
import { countOf, formatNumber, missing } from "#app/format/number.ts";
import type { AmpMetrics } from "#contracts/amp.ts";
import { ampMetricDefinitions } from "#contracts/amp-metrics.ts";
import type { PlotData } from "./plot-frame.tsx";

/** So many fit below the plots without pushing the rest away. */
const mostShownUnasked = 4;
const rowPx = 26;
const headPx = 42;

export interface AmpTableProps {
  data: PlotData<readonly AmpMetrics[]>;
  /** How many are to be expected, so that their room is kept; null where nothing tells. */
  expected: number | null;
}

export function AmpTable({ data, expected }: AmpTableProps) {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const amps = data.state === "there" ? data.data : [];
  const count = data.state === "there" ? amps.length : (expected ?? 0);
  const isOpen = chosen ?? count <= mostShownUnasked;
  return (
    <section aria-label="Amplifiers" data-testid="amplifiers" data-state={data.state}>
      <h3 className="flex min-h-8 items-center gap-3">
        <span className="font-semibold text-text">Amplifiers</span>
        {data.state === "missing" && <span className="text-small font-normal text-quiet">no data: {data.why}</span>}
        {count > 0 && (
          <button
            type="button"
            aria-expanded={isOpen}
            className="control min-h-7 text-small font-normal"
            onClick={() => setChosen(!isOpen)}
          >
            <span aria-hidden="true">{isOpen ? "▾" : "▸"}</span> {countOf(count, "amplifier")}
          </button>
        )}
      </h3>
      {isOpen && count > 0 && (
        <div className="relative overflow-x-auto" style={{ minHeight: headPx + count * rowPx }}>
          {data.state === "there" && <Rows amps={amps} />}
        </div>
      )}
    </section>
  );
}

const cell = "border-b border-line px-2 phone:px-3 py-1 whitespace-nowrap";

function Rows({ amps }: { amps: readonly AmpMetrics[] }) {
  return (
    <table className="w-full max-w-4xl border-separate border-spacing-0 text-small">
      <caption className="sr-only">Amplifiers of the detector</caption>
      <thead>
        <tr>
          <th scope="col" className={`${cell} pl-0 text-left align-bottom font-medium phone:pl-0`}>
            Amplifier
          </th>
          {ampMetricDefinitions.map(({ key, label, unit, definition }) => (
            <th key={key} scope="col" className={`${cell} text-right font-medium`} data-tip={definition}>
              {label}
              <span className="block text-[11px] leading-4 font-normal text-quiet">{unit}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {amps.map((amp) => (
          <tr key={amp.amp} data-amp={amp.amp} className="hover:bg-raised">
            <th scope="row" className={`${cell} pl-0 text-left font-normal phone:pl-0`} data-tip={ampTip(amp)}>
              {amp.amp}
            </th>
            {ampMetricDefinitions.map(({ key, digits }) => {
              const value = amp[key];
              return (
                <td key={key} data-amp-value={key} data-value={value ?? ""} className={`${cell} text-right font-mono`}>
                  {value === null ? (
                    <NoValue why={amp.missing[key] ?? "the task gave no reason"} />
                  ) : (
                    formatNumber(value, digits)
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ampTip({ hdu, overscanPixels, dataPixels, nominal_read_noise: nominal }: AmpMetrics): string {
  const pixels = `HDU ${hdu}; ${countOf(overscanPixels, "pixel")} of overscan, ${formatNumber(dataPixels, 0)} of data`;
  return nominal === undefined ? pixels : `${pixels}\nNominal read noise ${formatNumber(nominal, 2)} e⁻`;
}

function NoValue({ why }: { why: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the reason is read by keyboard too
    <span tabIndex={0} data-tip={why} className="text-quiet">
      <span aria-hidden="true">{missing}</span>
      <span className="sr-only">missing: {why}</span>
    </span>
  );
}
