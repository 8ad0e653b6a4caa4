/** The night's exposures as cards, for a phone: the essential columns; only those in view are drawn. */
"use client";
import Link from "next/link";
import { memo, useDeferredValue, useRef } from "react";
import { BandMark } from "#app/bands/band-mark.tsx";
import { formatSpan } from "#app/format/duration.ts";
import { reasonFirst } from "#app/format/reason-first.ts";
import { MetricNumber } from "#app/measure/metric-number.tsx";
import { whyNoExposureValue } from "#app/measure/missing-reason.ts";
import { exposureStates } from "#app/state/exposure-states.ts";
import { StateMark } from "#app/state/state-mark.tsx";
import { useRowWindow } from "#app/table/row-window.ts";
import type { CameraChannel } from "#contracts/channel.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { metricOf } from "#contracts/metrics.ts";
import { latencyMs } from "#contracts/night-table/exposure-facts.ts";
import { ChannelSquares } from "./channel-squares.tsx";
import { exposureHref } from "./exposure-facts.ts";

/** Height of a card and the gap below it; the same for all, so that those out of view need not be drawn. */
const cardPx = 94;
const gapPx = 8;

export interface ExposureCardsProps {
  exposures: readonly ExposureSummary[];
  fwhm: string;
  channels: readonly CameraChannel[];
}

export function ExposureCards({ exposures: rows, fwhm, channels }: ExposureCardsProps) {
  const exposures = useDeferredValue(rows);
  const list = useRef<HTMLOListElement>(null);
  const { from, to } = useRowWindow(list, exposures.length, cardPx + gapPx);
  return (
    <ol
      ref={list}
      className="px-4 pb-8"
      aria-label="Exposures of the night"
      style={{
        paddingTop: from * (cardPx + gapPx),
        paddingBottom: (exposures.length - to) * (cardPx + gapPx) + 32,
      }}
    >
      {exposures.slice(from, to).map((exposure) => (
        <Card key={exposure.exposureId} exposure={exposure} fwhm={fwhm} channels={channels} />
      ))}
    </ol>
  );
}

interface CardProps {
  exposure: ExposureSummary;
  fwhm: string;
  channels: readonly CameraChannel[];
}

const Card = memo(function Card({ exposure, fwhm, channels }: CardProps) {
  return (
    <li
      data-exposure-id={exposure.exposureId}
      data-state={exposure.state}
      className="panel overflow-hidden p-3"
      style={{ height: cardPx, marginBottom: gapPx }}
    >
      <Link href={exposureHref(exposure)} prefetch={false} className="block">
        <span className="flex items-baseline gap-3">
          <strong className="text-lg leading-7 text-bright">#{exposure.seqNum}</strong>
          <BandMark band={exposure.header?.band} />
          <span className="text-quiet">{exposure.header?.imageType}</span>
          <StateMark look={exposureStates[exposure.state]} className="ml-auto" />
        </span>
        <span className="mt-1 flex justify-between gap-x-3 overflow-hidden text-small">
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
        </span>
      </Link>
      <div className="mt-1.5 flex items-center gap-3 text-small">
        {exposure.error ? (
          <span className="min-w-0 flex-1 truncate text-error">■ {reasonFirst(exposure.error.message)}</span>
        ) : (
          <span className="min-w-0 flex-1 overflow-hidden">
            <ChannelSquares exposure={exposure} channels={channels} />
          </span>
        )}
        <span className="whitespace-nowrap text-quiet">
          {exposure.done}/{exposure.expected} · {formatSpan(latencyMs(exposure))}
        </span>
      </div>
    </li>
  );
});
