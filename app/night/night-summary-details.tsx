/** What the night measured by band, and what failed. */
import { BandMark } from "#app/bands/band-mark.tsx";
import { countOf, formatNumber } from "#app/format/number.ts";
import { unitAmongNights } from "#app/measure/unit-among-nights.ts";
import { metricOf } from "#contracts/metrics.ts";
import type { NightSummary } from "#contracts/night-summary.ts";

const head = "border-b border-strong-line px-2 py-1 text-right font-medium whitespace-nowrap";
const cell = "border-b border-line px-2 py-1 text-right font-mono whitespace-nowrap";

export function NightSummaryDetails({ night }: { night: NightSummary }) {
  return (
    <div className="my-2 grid grid-cols-[minmax(0,1fr)] gap-3">
      {night.bands.length > 0 && <Bands night={night} />}
      {night.failures.length > 0 && (
        <p className="text-small text-error">
          <span aria-hidden="true">■</span> Failures:{" "}
          {night.failures
            .map(({ code, task, exposures }) => `${task ? `${task} ` : ""}${code} (${exposures})`)
            .join(", ")}
        </p>
      )}
      {night.detectorsMissing > 0 && (
        <p className="text-small text-warn">
          <span aria-hidden="true">▲</span> {countOf(night.detectorsMissing, "detector image")} missing after the
          deadline
        </p>
      )}
    </div>
  );
}

function Bands({ night }: { night: NightSummary }) {
  const unitOf = unitAmongNights([night]);
  const keys = [...new Set(night.bands.flatMap(({ metrics }) => metrics.map(({ metric }) => metric)))];
  return (
    <div className="overflow-x-auto">
      <table className="border-separate border-spacing-0 text-small">
        <caption className="sr-only">Science exposures by band: median, smallest and largest</caption>
        <thead>
          <tr>
            <th scope="col" className={`${head} text-left`}>
              Band
            </th>
            <th scope="col" className={head}>
              Exposures
            </th>
            {keys.map((key) => (
              <th key={key} scope="col" className={head}>
                {metricOf(key)?.label ?? key} <span className="text-quiet">{unitOf(key)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {night.bands.map(({ band, exposures, metrics }) => (
            <tr key={band}>
              <th scope="row" className="border-b border-line px-2 py-1 text-left font-normal">
                <BandMark band={band} size={14} />
              </th>
              <td className={cell}>{exposures}</td>
              {keys.map((key) => {
                const found = metrics.find(({ metric }) => metric === key);
                const digits = metricOf(key)?.digits ?? 2;
                return (
                  <td key={key} className={cell}>
                    {formatNumber(found?.median, digits)}
                    {found && found.n > 1 && (
                      <span className="text-quiet">
                        {" "}
                        {formatNumber(found.min, digits)} … {formatNumber(found.max, digits)}
                      </span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
