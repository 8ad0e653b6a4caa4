/** The night's exposures as cards, for a phone. */
"use client";
import Link from "next/link";
import { BandMark } from "#app/bands/band-mark.tsx";
import { formatSpan } from "#app/format/duration.ts";
import { reasonFirst } from "#app/format/reason-first.ts";
import { MetricNumber } from "#app/measure/metric-number.tsx";
import { whyNoExposureValue } from "#app/measure/missing-reason.ts";
import { exposureStates } from "#app/state/exposure-states.ts";
import { StateMark } from "#app/state/state-mark.tsx";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { metricOf } from "#contracts/metrics.ts";
import { exposureHref, latencyMs } from "./exposure-facts.ts";

export function ExposureCards({ exposures, fwhm }: { exposures: readonly ExposureSummary[]; fwhm: string }) {
  return (
    <ol className="grid grid-cols-[minmax(0,1fr)] gap-2 px-4 pb-8" aria-label="Exposures of the night">
      {exposures.map((exposure) => (
        <li
          key={exposure.exposureId}
          data-exposure-id={exposure.exposureId}
          data-state={exposure.state}
          className="panel [contain-intrinsic-size:auto_92px] [content-visibility:auto]"
        >
          <Link href={exposureHref(exposure)} prefetch={false} className="block p-3">
            <span className="flex items-baseline gap-3">
              <strong className="text-lg text-bright">#{exposure.seqNum}</strong>
              <BandMark band={exposure.header?.band} />
              <span className="text-quiet">{exposure.header?.imageType}</span>
              <StateMark look={exposureStates[exposure.state]} className="ml-auto" />
            </span>
            <span className="mt-1 flex flex-wrap justify-between gap-x-3 text-small">
              {[fwhm, "sky_bg", "star_e_median"].map((metric) => (
                <span key={metric} className="whitespace-nowrap">
                  <span className="text-quiet">{metricOf(metric)?.label}</span>{" "}
                  <MetricNumber
                    metric={metric}
                    value={exposure.metrics[metric]}
                    why={whyNoExposureValue(exposure)}
                    of={exposure}
                  />
                </span>
              ))}
              <span className="whitespace-nowrap text-quiet">
                {exposure.done}/{exposure.expected} · {formatSpan(latencyMs(exposure))}
              </span>
            </span>
            {exposure.error && (
              <span className="mt-1 block truncate text-small text-error">■ {reasonFirst(exposure.error.message)}</span>
            )}
          </Link>
        </li>
      ))}
    </ol>
  );
}
