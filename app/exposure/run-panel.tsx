/** The runs of an exposure: which one is shown, and how a side run differs from the first, metric by metric. */
"use client";
import { formatDifference, formatNumber } from "#app/format/number.ts";
import { useResource } from "#app/live/use-resource.ts";
import { metricTip } from "#app/measure/metric-tip.ts";
import { useMetricRegistry } from "#app/measure/use-metric-registry.ts";
import type { UrlState } from "#app/state/use-url-state.ts";
import type { PixelUnit } from "#contracts/calibration.ts";
import type { ExposureDetail } from "#contracts/exposure.ts";
import { metricUnit, pixelUnitOf } from "#contracts/metric-unit.ts";
import { type MetricComparison, runComparison } from "#contracts/run.ts";
import { firstRun } from "#contracts/run-name.ts";

const head = "border-b border-strong-line px-2 py-1 text-small font-medium whitespace-nowrap";
const cell = "border-b border-line px-2 py-1 text-right font-mono whitespace-nowrap";

export function RunPanel({ exposure, url }: { exposure: ExposureDetail; url: UrlState }) {
  const { run, sideRuns } = exposure;
  const choose = (chosen: string): void => url.set({ run: chosen === firstRun ? null : chosen });
  return (
    <section aria-labelledby="runs" className="panel min-w-0 p-4" data-testid="runs">
      <div className="flex flex-wrap items-baseline gap-2">
        <h2 id="runs" className="mr-2 text-bright">
          Runs
        </h2>
        {[firstRun, ...sideRuns].map((name) => (
          <button
            key={name}
            type="button"
            className="control"
            aria-pressed={name === run}
            data-tip={name === firstRun ? "What people could see when it came" : "A side run, beside the first results"}
            onClick={() => choose(name)}
          >
            {name}
          </button>
        ))}
      </div>
      {run === firstRun ? (
        <p className="mt-2 text-small text-quiet">Choose a side run to see its numbers and how they differ.</p>
      ) : (
        <>
          <p className="mt-2 text-note" role="status" data-testid="side-run-note">
            <span aria-hidden="true">◆</span> This page shows the side run {run}. The first results are as they were.
          </p>
          <Comparison exposure={exposure} />
        </>
      )}
    </section>
  );
}

function Comparison({ exposure: { camera, exposureId, run, state, detectors } }: { exposure: ExposureDetail }) {
  const definitionOf = useMetricRegistry();
  // The state is part of the address, so that a run that is finished meanwhile is compared again.
  const words = new URLSearchParams({ camera, exposureId: String(exposureId), a: firstRun, b: run, state });
  const { value, problem } = useResource(runComparison, `/api/runs/compare?${words}`);
  if (value === null) return <p className="mt-2 text-small text-quiet">{problem?.detail ?? "comparing …"}</p>;
  const differing = value.metrics.filter((compared) => !isSame(compared));
  const same = value.metrics.filter(isSame);
  if (value.isIdentical) return <p className="mt-2 text-ok">● Every number is identical in both, to the last bit.</p>;
  return (
    <div className="mt-2 overflow-x-auto">
      <table className="w-full border-separate border-spacing-0 text-small" data-testid="run-comparison">
        <caption className="sr-only">Metrics of the first run and of {run}</caption>
        <thead>
          <tr>
            <th scope="col" className={`${head} text-left`}>
              Metric
            </th>
            {[
              ["first", "Median of the detectors in the first run"],
              [run, "Median of the detectors in the side run"],
              ["Difference", "Median of the detectors' differences, side run − first"],
              ["Largest", "Largest difference of a detector, without its sign"],
              ["Detectors", "Detectors that have a value in both"],
            ].map(([word, tip]) => (
              <th key={word} scope="col" className={`${head} text-right`} data-tip={tip}>
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {differing.map((compared) => (
            <ComparedRow
              key={compared.metric}
              compared={compared}
              definition={definitionOf(compared.metric)}
              pixelUnit={pixelUnitOf(detectors)}
            />
          ))}
        </tbody>
      </table>
      {same.length > 0 && (
        <p className="mt-2 text-small text-quiet" data-testid="same-metrics">
          The same to the last bit: {same.map(({ metric }) => definitionOf(metric)?.label ?? metric).join(", ")}.
        </p>
      )}
    </div>
  );
}

function isSame({ maxAbsDifference, onlyA, onlyB }: MetricComparison): boolean {
  return maxAbsDifference === 0 && onlyA + onlyB === 0;
}

interface ComparedRowProps {
  compared: MetricComparison;
  definition: ReturnType<ReturnType<typeof useMetricRegistry>>;
  pixelUnit: PixelUnit;
}

function ComparedRow({ compared, definition, pixelUnit }: ComparedRowProps) {
  const { metric, medianA, medianB, medianDifference, maxAbsDifference, n, onlyA, onlyB } = compared;
  const digits = definition?.digits ?? 3;
  const one = [onlyA > 0 && `${onlyA} in the first only`, onlyB > 0 && `${onlyB} in the side run only`];
  return (
    <tr data-metric={metric}>
      <th
        scope="row"
        className="border-b border-line px-2 py-1 text-left font-normal"
        data-tip={definition ? metricTip(definition, pixelUnit) : metric}
      >
        {definition?.label ?? metric}{" "}
        <span className="text-quiet">{definition && metricUnit(definition, pixelUnit)}</span>
      </th>
      <td className={cell}>{formatNumber(medianA, digits)}</td>
      <td className={cell}>{formatNumber(medianB, digits)}</td>
      <td className={cell} data-value={medianDifference ?? ""}>
        {medianDifference === null ? "–" : formatDifference(medianDifference, digits + 1)}
      </td>
      <td className={cell}>{formatNumber(maxAbsDifference, digits + 1)}</td>
      <td className={cell} data-tip={one.filter(Boolean).join(", ") || undefined}>
        {n}
        {onlyA + onlyB > 0 && <span className="text-warn"> ▲</span>}
      </td>
    </tr>
  );
}
