/** All numbers of one detector, each with its standard error, or a dash with the reason. */
import { missing } from "#app/format/number.ts";
import { withError } from "#app/format/with-error.ts";
import { useJudge } from "#app/measure/limit-scope.tsx";
import { limitTip, metricLevels } from "#app/measure/metric-level.ts";
import { metricTip } from "#app/measure/metric-tip.ts";
import { whyNoDetectorValue } from "#app/measure/missing-reason.ts";
import { sampleWords } from "#app/measure/sample-words.ts";
import type { DetectorRecord } from "#contracts/exposure.ts";
import type { MetricDefinition } from "#contracts/metric.ts";
import { metricUnit } from "#contracts/metric-unit.ts";
import { metrics } from "#contracts/metrics.ts";

export function MeasuredValues({ record }: { record: DetectorRecord }) {
  return (
    <section aria-label={`Numbers of ${record.detector}`} data-testid="measured">
      <dl className="grid grid-cols-[minmax(0,1fr)] gap-x-8 text-small phone:grid-cols-2 wide:grid-cols-4">
        {metrics.map((metric) => (
          <Measured key={metric.key} metric={metric} record={record} />
        ))}
      </dl>
    </section>
  );
}

function Measured({ metric, record }: { metric: MetricDefinition; record: DetectorRecord }) {
  const value = record.metrics[metric.key] ?? null;
  const why = value === null ? whyNoDetectorValue(record, metric.key) : null;
  const rests = sampleWords(record, metric.key);
  const judged = useJudge()(metric.key, value);
  const look = metricLevels[judged.level];
  const shown = value === null ? null : withError(value, record.errors[metric.key], metric.digits);
  const tip = [
    why !== null && `Missing: ${why}`,
    rests !== null && value !== null && `One standard error, ${rests}`,
    limitTip(judged, metric),
    metricTip(metric, record.pixelUnit),
  ];
  return (
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the note of the number is read by keyboard too
      tabIndex={0}
      className="flex min-h-7 items-baseline gap-x-2 border-b border-line py-1"
      data-tip={tip.filter(Boolean).join("\n")}
    >
      <dt className="whitespace-nowrap text-quiet">{metric.label}</dt>
      {shown === null ? (
        <dd
          data-measured={metric.key}
          data-value=""
          className="relative ml-auto line-clamp-2 min-w-0 text-right wrap-anywhere text-quiet"
        >
          {missing}
          {/* Before there is a result every number would say the same. */}
          {record.state === "done" ? ` ${why}` : <span className="sr-only"> missing: {why}</span>}
        </dd>
      ) : (
        <dd data-measured={metric.key} data-value={value} className="ml-auto font-mono whitespace-nowrap">
          <span className={look.color || "text-bright"}>
            {shown.value}
            {look.icon && ` ${look.icon}`}
          </span>
          {shown.error !== null && (
            <span className="text-quiet" data-error={record.errors[metric.key]}>
              {" "}
              ± {shown.error}
            </span>
          )}{" "}
          <span className="inline-block w-11 text-left font-sans text-quiet">
            {metricUnit(metric, record.pixelUnit)}
          </span>
        </dd>
      )}
    </div>
  );
}
