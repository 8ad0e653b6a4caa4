/** The night rolled up: time covered, what was taken, what it measured by band, and what failed. */
"use client";
import { memo } from "react";
import { BandMark } from "#app/bands/band-mark.tsx";
import { countOf, formatNumber } from "#app/format/number.ts";
import { useResource } from "#app/live/use-resource.ts";
import { unitAmongNights } from "#app/measure/unit-among-nights.ts";
import { metricOf } from "#contracts/metrics.ts";
import { type NightSummary, nightSummary } from "#contracts/night-summary.ts";

const readAgainMs = 15_000;
const head = "border-b border-strong-line px-2 py-1 text-right font-medium whitespace-nowrap";
const cell = "border-b border-line px-2 py-1 text-right font-mono whitespace-nowrap";

export const NightSummaryPanel = memo(function NightSummaryPanel({
  camera,
  dayObs,
}: {
  camera: string;
  dayObs: number;
}) {
  const { value, problem } = useResource(nightSummary, `/api/cameras/${camera}/nights/${dayObs}/summary`, readAgainMs);
  // Its line keeps its place from the beginning, so that the table below does not jump.
  if (value === null) {
    return (
      <p className="panel mx-4 mb-3 px-4 py-2 text-quiet" role={problem ? "alert" : undefined}>
        The night so far {problem && `is not known: ${problem.detail}`}
      </p>
    );
  }
  return (
    <details className="panel mx-4 mb-3 min-w-0 px-4 py-2" data-testid="night-summary">
      <summary className="cursor-pointer">
        <span className="text-bright">The night so far</span>{" "}
        <span className="text-quiet">{headline(value).join(" · ")}</span>
      </summary>
      <div className="my-2 grid grid-cols-[minmax(0,1fr)] gap-3">
        {value.bands.length > 0 && <Bands night={value} />}
        {value.failures.length > 0 && (
          <p className="text-small text-error">
            <span aria-hidden="true">■</span> Failures:{" "}
            {value.failures
              .map(({ code, task, exposures }) => `${task ? `${task} ` : ""}${code} (${exposures})`)
              .join(", ")}
          </p>
        )}
        {value.detectorsMissing > 0 && (
          <p className="text-small text-warn">
            <span aria-hidden="true">▲</span> {countOf(value.detectorsMissing, "detector image")} missing after the
            deadline
          </p>
        )}
      </div>
    </details>
  );
});

function headline(night: NightSummary): string[] {
  const types = Object.entries(night.byImageType).map(([type, count]) => `${count} ${type}`);
  const hours = `${formatNumber(night.openShutterS / 3600, 2)} h open shutter`;
  const [from, to] = [night.startUtc?.slice(11, 16), night.endUtc?.slice(11, 16)];
  return [countOf(night.exposures, "exposure"), ...types, ...(from && to ? [`${from}–${to} UTC`] : []), hours];
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
