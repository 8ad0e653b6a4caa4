/** One measured number of an exposure: its digits, its level in sign and colour with the limit, or a dash that says why. */
import { formatNumber } from "#app/format/number.ts";
import type { Limited } from "#contracts/limits.ts";
import { metricOf } from "#contracts/metrics.ts";
import { useJudge } from "./limit-scope.tsx";
import { limitTip, metricLevels } from "./metric-level.ts";

export interface MetricNumberProps {
  metric: string;
  value: number | null | undefined;
  /** Why there is no value. */
  why: string;
  /** The exposure whose limits hold; the page's where none is named. */
  of?: Limited;
}

export function MetricNumber({ metric, value, why, of }: MetricNumberProps) {
  const definition = metricOf(metric);
  const judged = useJudge()(metric, value, of);
  if (value === null || value === undefined) {
    return (
      <span data-metric={metric} data-value="" data-tip={why} className="text-quiet">
        <span aria-hidden="true">–</span>
        <span className="sr-only">missing: {why}</span>
      </span>
    );
  }
  const look = metricLevels[judged.level];
  const isBroken = judged.broken !== null;
  return (
    <span
      data-metric={metric}
      data-value={value}
      data-level={judged.level}
      data-tip={limitTip(judged, { unit: definition?.unit ?? "" }) ?? undefined}
      className={isBroken ? look.color : ""}
    >
      {formatNumber(value, definition?.digits ?? 2)}
      {isBroken && (
        <span role="img" aria-label={look.word}>
          {" "}
          {look.icon}
        </span>
      )}
    </span>
  );
}
