/** Two exposures side by side: pictures, focal planes on one scale, every metric, and the facts in which they differ. */
"use client";
import Link from "next/link";
import { useMemo } from "react";
import { BandMark } from "#app/bands/band-mark.tsx";
import { DetectorPicture } from "#app/exposure/detector-picture.tsx";
import { factGroups } from "#app/exposure/fact-groups.ts";
import { otherMetrics } from "#app/focal-plane/exposure-plane.tsx";
import { formatDayObs } from "#app/format/day-obs.ts";
import { reasonFirst } from "#app/format/reason-first.ts";
import { useMetricRegistry } from "#app/measure/use-metric-registry.ts";
import { exposureHref } from "#app/night/exposure-facts.ts";
import { exposureStates } from "#app/state/exposure-states.ts";
import { StateMark } from "#app/state/state-mark.tsx";
import type { UrlState } from "#app/state/use-url-state.ts";
import type { CameraView } from "#contracts/api.ts";
import type { DetectorRecord, ExposureDetail } from "#contracts/exposure.ts";
import { metrics } from "#contracts/metrics.ts";
import { fwhmMetric } from "#contracts/night-table/exposure-facts.ts";
import { compareFacts } from "./compare-facts.ts";
import { CompareFactsTable } from "./compare-facts-table.tsx";
import { compareMetric } from "./compare-metrics.ts";
import { ComparePlanes } from "./compare-planes.tsx";
import { CompareTable } from "./compare-table.tsx";

export interface CompareBodyProps {
  own: ExposureDetail;
  other: ExposureDetail;
  camera: CameraView | null;
  url: UrlState;
}

export function CompareBody({ own, other, camera, url }: CompareBodyProps) {
  const definitionOf = useMetricRegistry();
  const fwhm = fwhmMetric([own, other], camera?.pixelScaleArcsec ?? null);
  const names = [nameOf(own, null), nameOf(other, own)] as const;
  const { compared, without } = useMemo(() => {
    const extra = [...new Set([...otherMetrics(own), ...otherMetrics(other)])].sort();
    const all = [...metrics.map(({ key }) => key), ...extra].map((key) => {
      return { label: definitionOf(key)?.label ?? key, metric: compareMetric(key, definitionOf(key), own, other) };
    });
    return {
      compared: all.flatMap(({ metric }) => metric ?? []),
      without: all.filter(({ metric }) => metric === null).map(({ label }) => label),
    };
  }, [own, other, definitionOf]);
  const facts = useMemo(() => compareFacts(factGroups(own, camera), factGroups(other, camera)), [own, other, camera]);
  const hasPlane = camera !== null && camera.detectors.length > 1;
  const detector = url.get("detector") ?? firstShown(own) ?? firstShown(other) ?? own.detectors[0]?.detector ?? null;
  const recordOf = (exposure: ExposureDetail): DetectorRecord | null =>
    exposure.detectors.find((record) => record.detector === detector) ?? null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 px-4 pb-4" data-testid="comparison">
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-3 desk:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]">
        <section aria-label="Pictures of both" className="panel grid grid-cols-2 gap-4 p-4">
          {[own, other].map((exposure, at) => (
            <div key={names[at]} className="min-w-0" data-side={at === 0 ? "own" : "other"}>
              <Side exposure={exposure} name={names[at] ?? ""} />
              <DetectorPicture record={recordOf(exposure)} seqNum={exposure.seqNum} />
            </div>
          ))}
        </section>
        <CompareFactsTable {...facts} names={names} />
      </div>
      {hasPlane && (
        <ComparePlanes
          camera={camera}
          own={own}
          other={other}
          names={names}
          word={url.get("metric") ?? fwhm}
          onChoose={(word) => url.set({ metric: word === fwhm ? null : word })}
          selected={detector}
          onSelect={(chosen) => url.set({ detector: chosen })}
        />
      )}
      <CompareTable compared={compared} without={without} own={own} other={other} otherName={names[1]} />
    </div>
  );
}

/** @returns "#412", with the night where that is another than the first's. */
function nameOf({ seqNum, dayObs }: ExposureDetail, beside: ExposureDetail | null): string {
  return beside === null || beside.dayObs === dayObs ? `#${seqNum}` : `${formatDayObs(dayObs)} #${seqNum}`;
}

function firstShown({ preview, artifacts }: ExposureDetail): string | undefined {
  return preview === null ? undefined : artifacts.find(({ key }) => key === preview.key)?.detector;
}

function Side({ exposure, name }: { exposure: ExposureDetail; name: string }) {
  const { header } = exposure;
  return (
    <>
      <h2 className="flex flex-wrap items-baseline gap-x-3 text-xl text-bright">
        <Link href={exposureHref(exposure)} prefetch={false} className="hover:text-accent" data-tip="Its own page">
          {name}
        </Link>
        {header?.band && <BandMark band={header.band} size={16} />}
        {header && header.exposureTimeS !== null && <span className="text-body">{header.exposureTimeS} s</span>}
        <span className="text-body">{header?.imageType}</span>
        <StateMark look={exposureStates[exposure.state]} className="text-body" />
      </h2>
      <p className="mb-2 text-small text-quiet">
        {exposure.done} of {exposure.expected} detectors
        {exposure.failed > 0 && <span className="text-error"> ■ {exposure.failed} failed</span>}
        {header?.target && ` · ${header.target}`}
      </p>
      {exposure.error && (
        <p className="mb-2 line-clamp-3 text-small wrap-anywhere text-error">
          ■ {exposure.error.code}: {reasonFirst(exposure.error.message)}
        </p>
      )}
    </>
  );
}
