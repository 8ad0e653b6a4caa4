/** Chooses one metric of the registry. */
"use client";
import { Popover } from "#app/chrome/popover.tsx";
import { metricOf, metrics } from "#contracts/metrics.ts";

export interface MetricChoiceProps {
  metric: string;
  /** What is chosen, for screen readers: "Metric on the focal plane". */
  name: string;
  onChoose: (metric: string) => void;
}

/** @returns label and unit of a metric, enough to tell FWHM in px from FWHM in arcsec; what levels are in is not known here. */
export function metricName(key: string): string {
  const metric = metricOf(key);
  if (!metric) return key;
  return metric.unit === "" || metric.inPixelUnit === true ? metric.label : `${metric.label} (${metric.unit})`;
}

export function MetricChoice({ metric, name, onChoose }: MetricChoiceProps) {
  return (
    <Popover
      name={`${name}: ${metricName(metric)}`}
      buttonClass="control min-h-7 text-small"
      label={
        <>
          {metricName(metric)}{" "}
          <span aria-hidden="true" className="text-quiet">
            ▾
          </span>
        </>
      }
    >
      {(close) => (
        <ul className="grid gap-0.5 text-small">
          {metrics.map(({ key, definition }) => (
            <li key={key}>
              <button
                type="button"
                data-tip={definition}
                aria-pressed={key === metric}
                className="w-full rounded px-2 py-1.5 text-left whitespace-nowrap hover:bg-raised aria-pressed:text-bright"
                onClick={() => {
                  onChoose(key);
                  close();
                }}
              >
                {metricName(key)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}
