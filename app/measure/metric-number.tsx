/** One measured number: its digits, its level in sign and colour, or a dash that says why. */
import { formatNumber } from "#app/format/number.ts";
import { metricOf } from "#contracts/metrics.ts";
import { metricLevel, metricLevels } from "./metric-level.ts";

export interface MetricNumberProps {
  metric: string;
  value: number | null | undefined;
  /** Why there is no value. */
  why: string;
}

export function MetricNumber({ metric, value, why }: MetricNumberProps) {
  const definition = metricOf(metric);
  if (value === null || value === undefined) {
    return (
      <span data-metric={metric} data-value="" data-tip={why} className="text-quiet">
        <span aria-hidden="true">–</span>
        <span className="sr-only">missing: {why}</span>
      </span>
    );
  }
  const level = definition ? metricLevel(definition.limits, value) : "no-limit";
  const look = metricLevels[level];
  return (
    <span data-metric={metric} data-value={value} className={level === "within" ? "" : look.color}>
      {formatNumber(value, definition?.digits ?? 2)}
      {(level === "warn" || level === "error") && (
        <span role="img" aria-label={look.word}>
          {" "}
          {look.icon}
        </span>
      )}
    </span>
  );
}
