/** Every metric of two exposures: both values, their difference and ratio, and whether that is more than uncertainty. */
"use client";
import { formatDifference, formatNumber } from "#app/format/number.ts";
import { withError } from "#app/format/with-error.ts";
import { MetricNumber } from "#app/measure/metric-number.tsx";
import { metricTip } from "#app/measure/metric-tip.ts";
import type { ExposureDetail } from "#contracts/exposure.ts";
import { pixelUnitOf } from "#contracts/metric-unit.ts";
import { type ComparedMetric, markedFromSigmas, type Verdict } from "./compare-metrics.ts";

export interface CompareTableProps {
  compared: readonly ComparedMetric[];
  /** Labels of metrics that neither has. */
  without: readonly string[];
  own: ExposureDetail;
  other: ExposureDetail;
  otherName: string;
}

const head = "border-b border-strong-line px-2 py-1 text-small font-medium whitespace-nowrap";
const cell = "border-b border-line px-2 py-1 text-right font-mono whitespace-nowrap";
const wide = "max-phone:hidden";

/** Sign, word and colour of each verdict. */
const verdicts: Record<Verdict, { icon: string; word: string; color: string; means: string }> = {
  differs: {
    icon: "≠",
    word: "differs",
    color: "text-bright",
    means: `The difference is more than ${markedFromSigmas} times its standard error.`,
  },
  alike: {
    icon: "≈",
    word: "within error",
    color: "text-quiet",
    means: `The difference is not more than ${markedFromSigmas} times its standard error.`,
  },
  untold: {
    icon: "?",
    word: "error unknown",
    color: "text-quiet",
    means: "Neither errors of a single detector nor five detectors in both tell how far the values can be trusted.",
  },
  identical: {
    icon: "=",
    word: "identical",
    color: "text-quiet",
    means: "The same on every detector, to the last bit.",
  },
  "one-only": { icon: "○", word: "only in one", color: "text-warn", means: "One of the two has no value." },
  units: {
    icon: "○",
    word: "other unit",
    color: "text-warn",
    means: "The pixels of one are in electrons and those of the other in counts as read.",
  },
};

export function CompareTable({ compared, without, own, other, otherName }: CompareTableProps) {
  const marked = compared.filter(({ verdict }) => verdict === "differs").length;
  return (
    <section aria-labelledby="compare-metrics" className="panel min-w-0 p-4">
      <h2 id="compare-metrics" className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4 text-bright">
        Metrics
        <span className="text-small font-normal text-quiet">
          {marked} of {compared.length} differ by more than {markedFromSigmas} standard errors
        </span>
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keyboard too */}
      <section className="overflow-x-auto" aria-label="Metrics of both exposures" tabIndex={0}>
        <table className="w-full border-separate border-spacing-0 text-small" data-testid="compare-metrics">
          <caption className="sr-only">
            Metrics of exposure {own.seqNum} and of {otherName}
          </caption>
          <thead>
            <tr>
              <th scope="col" className={`${head} text-left`}>
                Metric
              </th>
              <th scope="col" className={`${head} text-right`}>
                #{own.seqNum}
              </th>
              <th scope="col" className={`${head} text-right`}>
                {otherName}
              </th>
              <th
                scope="col"
                className={`${head} text-right`}
                data-tip="The first less the second, of the exposures' values"
              >
                Difference
              </th>
              <th
                scope="col"
                className={`${head} ${wide} text-right`}
                data-tip="The first over the second, where that has a meaning"
              >
                Ratio
              </th>
              <th
                scope="col"
                className={`${head} ${wide} text-right`}
                data-tip="Median of the differences of each detector with itself, ± its standard error; behind it the number of detectors"
              >
                Detector by detector
              </th>
              <th scope="col" className={`${head} ${wide} text-left`}>
                Verdict
              </th>
            </tr>
          </thead>
          <tbody>
            {compared.map((metric) => (
              <Row key={metric.key} metric={metric} own={own} other={other} />
            ))}
          </tbody>
        </table>
      </section>
      {without.length > 0 && (
        <p className="mt-2 text-small text-quiet" data-testid="compare-without">
          Without a value in both: {without.join(", ")}.
        </p>
      )}
    </section>
  );
}

function Row({ metric, own, other }: { metric: ComparedMetric; own: ExposureDetail; other: ExposureDetail }) {
  const { key, definition, values, why, verdict, ratio } = metric;
  const paired = pairedWords(metric);
  return (
    <tr data-metric={key} data-verdict={verdict} className="hover:bg-raised">
      <th
        scope="row"
        className="border-b border-line px-2 py-1 text-left font-normal"
        data-tip={definition ? metricTip(definition, pixelUnitOf(own.detectors)) : key}
      >
        {metric.label} <span className="text-quiet">{metric.unit}</span>
      </th>
      {[own, other].map((exposure, at) => (
        <td key={exposure.exposureId} className={cell}>
          <MetricNumber metric={key} value={values[at]} why={why[at] ?? ""} of={exposure} />
        </td>
      ))}
      <td className={`${cell} ${verdict === "differs" ? "font-semibold text-bright" : ""}`}>
        {differenceWords(metric)}
        <span className="block text-[11px] phone:hidden">
          <VerdictMark metric={metric} />
        </span>
        {paired && (
          <span className="block text-[11px] font-normal whitespace-normal text-quiet phone:hidden">{paired}</span>
        )}
        {ratio !== null && (
          <span className="block text-[11px] text-quiet phone:hidden">× {formatNumber(ratio, 3)}</span>
        )}
      </td>
      <td className={`${cell} ${wide}`}>{ratio === null ? "–" : formatNumber(ratio, 3)}</td>
      <td className={`${cell} ${wide}`}>{paired ?? "–"}</td>
      <td className={`border-b border-line px-2 py-1 whitespace-nowrap ${wide}`} data-tip={verdictTip(metric)}>
        <VerdictMark metric={metric} />
      </td>
    </tr>
  );
}

function VerdictMark({ metric: { verdict, sigmas } }: { metric: ComparedMetric }) {
  const { icon, word, color } = verdicts[verdict];
  const isTold = sigmas !== null && Number.isFinite(sigmas) && verdict !== "identical";
  return (
    <>
      <span className={color}>
        <span aria-hidden="true">{icon}</span> {word}
      </span>
      {isTold && <span className="text-quiet"> {formatNumber(sigmas, 1)} σ</span>}
    </>
  );
}

function verdictTip({ verdict, why }: ComparedMetric): string {
  const reasons = why.flatMap((reason, at) =>
    reason === null ? [] : [`${at === 0 ? "This one" : "The other"}: ${reason}`],
  );
  return [verdicts[verdict].means, ...reasons].join("\n");
}

function differenceWords({ difference, error, digits }: ComparedMetric): string {
  return difference === null ? "–" : signed(difference, error, digits);
}

function pairedWords({ paired, digits }: ComparedMetric): string | null {
  return paired === null ? null : `${signed(paired.median, paired.error, digits)} (${paired.n})`;
}

function signed(value: number, error: number | null, digits: number): string {
  const shown = withError(Math.abs(value), error, digits);
  const sign = value > 0 ? "+" : value < 0 ? "−" : "";
  return shown.error === null ? formatDifference(value, digits + 1) : `${sign}${shown.value} ± ${shown.error}`;
}
