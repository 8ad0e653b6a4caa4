/** The exposure's numbers, large, each with its definition and how it spreads over the detectors. */
"use client";
import { useState } from "react";
import { formatSpan } from "#app/format/duration.ts";
import { formatNumber } from "#app/format/number.ts";
import { withError } from "#app/format/with-error.ts";
import { useJudge, useLimits } from "#app/measure/limit-scope.tsx";
import { measuredWords } from "#app/measure/measured-words.ts";
import { boundWords, limitScope, limitTip, metricLevels } from "#app/measure/metric-level.ts";
import { metricTip } from "#app/measure/metric-tip.ts";
import { whyNoDetailValue } from "#app/measure/missing-reason.ts";
import type { DetectorRecord, ExposureDetail } from "#contracts/exposure.ts";
import { type LimitContext, limitContext, limitFor, type MetricLimit } from "#contracts/limits.ts";
import type { MetricDefinition } from "#contracts/metric.ts";
import { metricUnit, pixelUnitOf } from "#contracts/metric-unit.ts";
import { metricOf } from "#contracts/metrics.ts";

const words: Record<MetricDefinition["aggregation"], string> = {
  median: "Over an exposure: median of the detectors that have a value.",
  total: "Over an exposure: sum over the detectors that have a value.",
  max: "Over an exposure: the largest of the detectors.",
  min: "Over an exposure: the smallest of the detectors.",
  mean: "Over an exposure: mean of the detectors that have a value.",
};

export interface ExposureValuesProps {
  exposure: ExposureDetail;
  metrics: readonly string[];
  /** The detector that is looked at: its error and sample are told beside the definition. */
  record: DetectorRecord | null;
}

export function ExposureValues({ exposure, metrics, record }: ExposureValuesProps) {
  const [explained, setExplained] = useState<string | null>(null);
  const definition = explained === null ? undefined : metricOf(explained);
  const limits = useLimits();
  const explainedUnit = definition ? metricUnit(definition, pixelUnitOf(exposure.detectors)) : "";
  return (
    <section aria-label="Numbers of the exposure" className="panel">
      <div className="grid grid-cols-2 phone:grid-cols-3 desk:grid-cols-4">
        {metrics.map((metric) => (
          <Value
            key={metric}
            metric={metric}
            exposure={exposure}
            isExplained={metric === explained}
            onExplain={() => setExplained(metric === explained ? null : metric)}
          />
        ))}
      </div>
      {definition && (
        <div className="border-t border-line px-4 py-3" role="note" data-testid="definition">
          <h3 className="text-bright">
            {definition.label} <code className="font-mono text-small text-quiet">{definition.key}</code>
            {explainedUnit && <span className="text-quiet"> in {explainedUnit}</span>}
          </h3>
          <p>{definition.definition}</p>
          {record && <p data-testid="definition-detector">{measuredWords(record, definition)}.</p>}
          {record && <p className="text-quiet">{originWords(record, definition.key)}</p>}
          <p className="text-quiet">
            {words[definition.aggregation]} {limitWords(limits(definition.key), limitContext(exposure), explainedUnit)}
          </p>
        </div>
      )}
    </section>
  );
}

/** Which task the number comes from, and with what; the rest stands in the card of provenance. */
function originWords(record: DetectorRecord, key: string): string {
  const of = record.tasks.find(({ metrics }) => metrics.includes(key)) ?? record;
  if (of.task === null || of.configHash === null) return "No task has given it yet.";
  const took = of.timingsMs === null ? "" : `, in ${formatSpan(of.timingsMs.total)}`;
  return `From ${of.task} ${of.taskVersion ?? ""} with configuration ${of.configHash}, on ${of.worker ?? "an unknown worker"}${took} (p: provenance).`;
}

function limitWords(limits: readonly MetricLimit[], context: LimitContext, unit: string): string {
  const limit = limitFor(limits, context);
  if (limit === null) return "No limit is agreed.";
  const scope = limitScope(limit);
  const words = `Limits${scope === "" ? "" : ` for ${scope}`}: ${boundWords(limit, unit)}.`;
  return `${words} Agreed ${limit.agreedOn}: ${limit.reason}`;
}

interface ValueProps {
  metric: string;
  exposure: ExposureDetail;
  isExplained: boolean;
  onExplain: () => void;
}

/** A card has room for eight large characters at the narrowest; the unit may go below. */
function sizeFor(text: string): string {
  return text.length <= 8 ? "text-3xl" : text.length <= 11 ? "text-2xl" : "text-xl";
}

function Value({ metric, exposure, isExplained, onExplain }: ValueProps) {
  const definition = metricOf(metric);
  const value = exposure.metrics[metric] ?? null;
  const spread = exposure.aggregates[metric];
  const digits = definition?.digits ?? 2;
  const judged = useJudge()(metric, value, exposure);
  const { level } = judged;
  const shown = formatNumber(value, value !== null && Math.abs(value) >= 10_000 ? 0 : digits);
  const pixelUnit = pixelUnitOf(exposure.detectors);
  const unit = definition ? metricUnit(definition, pixelUnit) : "";
  const limit = limitTip(judged, { unit });
  const error = exposure.expected === 1 ? exposure.detectors[0]?.errors[metric] : undefined;
  const why = value === null ? whyNoDetailValue(exposure, metric) : null;
  const meaning = [limit, definition ? metricTip(definition, pixelUnit) : metric].filter(Boolean).join("\n");
  return (
    <button
      type="button"
      aria-expanded={isExplained}
      data-tip={why === null ? meaning : `Missing: ${why}\n${meaning}`}
      className="flex min-w-0 flex-col justify-start border-b border-line p-3 text-left hover:bg-raised aria-expanded:bg-raised"
      onClick={onExplain}
    >
      <span className="block text-small text-quiet">{definition?.label ?? metric}</span>
      <span className="flex flex-wrap items-baseline gap-x-1.5 whitespace-nowrap">
        <span
          data-metric={metric}
          data-value={value ?? ""}
          className={`${sizeFor(shown)} font-semibold tracking-tight ${value === null ? "text-quiet" : "text-bright"}`}
        >
          {shown}
        </span>
        <span className="text-quiet">{unit}</span>
        {(level === "warn" || level === "error") && (
          <span role="img" aria-label={metricLevels[level].word} className={metricLevels[level].color}>
            {metricLevels[level].icon}
          </span>
        )}
      </span>
      <span className="mt-0.5 line-clamp-3 min-h-5 w-full text-small wrap-anywhere text-quiet">
        {why !== null
          ? why
          : spread && spread.n > 1
            ? `${formatNumber(spread.min, digits)} … ${formatNumber(spread.max, digits)} on ${spread.n}`
            : value !== null && error !== undefined
              ? `± ${withError(value, error, digits).error}`
              : " "}
      </span>
    </button>
  );
}
