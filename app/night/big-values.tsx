/** The numbers one reads from two metres: each with unit, limit, trend, recent course and the exposure it belongs to. */
"use client";
import { type CSSProperties, memo, useEffect, useRef } from "react";
import { formatDifference, formatNumber } from "#app/format/number.ts";
import { useJudge } from "#app/measure/limit-scope.tsx";
import { limitTip, metricLevels } from "#app/measure/metric-level.ts";
import { metricTip } from "#app/measure/metric-tip.ts";
import { whyNoExposureValue } from "#app/measure/missing-reason.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { metricUnit } from "#contracts/metric-unit.ts";
import { metricOf } from "#contracts/metrics.ts";
import { newestMeasured } from "#contracts/night-table/exposure-facts.ts";
import { SparkLine } from "./spark-line.tsx";
import { recentValues, type Trend, trendOf } from "./trend.ts";

/** Words that fit below a number; the whole limit is in the note. */
const shortWords = { error: "beyond limit", warn: "warning", within: "within limits", "no-limit": "" } as const;

/** How many values the line below a number has at most. */
const recentLength = 40;

export interface BigValuesProps {
  exposures: readonly ExposureSummary[];
  metrics: readonly string[];
}

export function BigValues({ exposures, metrics }: BigValuesProps) {
  const measured = newestMeasured(exposures) ?? exposures[0];
  if (!measured) return null;
  return metrics.map((metric) => (
    <BigValue
      key={metric}
      metric={metric}
      of={measured}
      isNewest={measured === exposures[0]}
      trend={trendOf(exposures, measured, metric)}
      recent={recentValues(exposures, metric, recentLength)}
    />
  ));
}

interface BigValueProps {
  metric: string;
  of: ExposureSummary;
  /** Whether it belongs to the newest exposure. */
  isNewest: boolean;
  trend: Trend | null;
  /** In order of time. */
  recent: readonly number[];
}

/** A change of an earlier exposure leaves most numbers and their course as they are. */
function isSameNumber(before: BigValueProps, now: BigValueProps): boolean {
  return (
    before.metric === now.metric &&
    before.of === now.of &&
    before.isNewest === now.isNewest &&
    before.trend?.difference === now.trend?.difference &&
    before.trend?.n === now.trend?.n &&
    before.recent.length === now.recent.length &&
    before.recent.every((value, at) => value === now.recent[at])
  );
}

/** @returns true once the value is another than at first, so that only changes fade. */
function useHasChanged(value: unknown): boolean {
  const first = useRef(value);
  const changed = useRef(false);
  useEffect(() => {
    if (value !== first.current) changed.current = true;
  }, [value]);
  return changed.current || value !== first.current;
}

const BigValue = memo(function BigValue({ metric, of, isNewest, trend, recent }: BigValueProps) {
  const definition = metricOf(metric);
  const unit = definition ? metricUnit(definition, of.pixelUnit ?? "adu") : "";
  const value = of.metrics[metric] ?? null;
  const digits = definition?.digits ?? 2;
  const shownDigits = value !== null && Math.abs(value) >= 1000 ? 0 : digits;
  const text = formatNumber(value, shownDigits);
  const changed = useHasChanged(`${of.exposureId} ${value}`);
  const judged = useJudge()(metric, value, of);
  const { level } = judged;
  return (
    <section
      className="panel big-box flex min-w-0 flex-col justify-between overflow-hidden p-3 wide:p-4"
      aria-label={definition?.label ?? metric}
    >
      <h2 className="flex items-baseline justify-between gap-2 text-small font-normal text-quiet">
        <button
          type="button"
          className="cursor-help truncate text-small text-text wide:text-body"
          data-tip={definition ? metricTip(definition, of.pixelUnit) : metric}
        >
          {definition?.label ?? metric} <span className="text-quiet">{unit}</span>
        </button>
        {!isNewest ? (
          <span data-tip="The exposure that this number belongs to">#{of.seqNum}</span>
        ) : (
          of.state === "partial" && (
            <span data-tip="Detectors that this number is made of so far">
              ◐ {of.done}/{of.expected}
            </span>
          )
        )}
      </h2>
      <p className="mt-1 flex items-baseline gap-1.5 whitespace-nowrap">
        <span
          key={`${of.exposureId} ${value}`}
          data-metric={metric}
          data-value={value ?? ""}
          data-tip={value === null ? whyNoExposureValue(of) : undefined}
          style={{ "--figures": Math.max(text.length, 4) } as CSSProperties}
          className={`big-number leading-none font-semibold tracking-tight ${value === null ? "text-quiet" : "text-bright"} ${changed ? "changed" : ""}`}
        >
          {text}
          {value === null && <span className="sr-only">missing: {whyNoExposureValue(of)}</span>}
        </span>
      </p>
      <div className="mt-2">
        <SparkLine values={recent} />
      </div>
      <p className="min-h-5 truncate text-small text-quiet">
        {level !== "no-limit" && (
          <button
            type="button"
            className={`cursor-help ${metricLevels[level].color}`}
            data-tip={limitTip(judged, { unit }) ?? undefined}
          >
            {metricLevels[level].icon} {shortWords[level]}
          </button>
        )}
        {level !== "no-limit" && " "}
        {trend && (
          <span
            data-tip={`against the median of the ${trend.n} exposures before${trend.band ? ` in ${trend.band}` : ""}`}
          >
            <span className="text-text">{formatDifference(trend.difference, shownDigits)}</span> vs{" "}
            <span className="max-phone:hidden">last </span>
            {trend.n}
            {trend.band ? ` ${trend.band}` : ""}
          </span>
        )}
      </p>
    </section>
  );
}, isSameNumber);
