/** The content of an exposure's page. */
"use client";
import { useMemo } from "react";
import { BandMark } from "#app/bands/band-mark.tsx";
import { ChannelSection } from "#app/channels/channel-section.tsx";
import { DetectorSection } from "#app/detector/detector-section.tsx";
import { useDetectorDepth } from "#app/detector/use-detector-depth.ts";
import { ExposurePlane } from "#app/focal-plane/exposure-plane.tsx";
import { planeMetric } from "#app/focal-plane/plane-metric.ts";
import { formatSpan } from "#app/format/duration.ts";
import { reasonFirst } from "#app/format/reason-first.ts";
import { exposureStates } from "#app/state/exposure-states.ts";
import { StateMark } from "#app/state/state-mark.tsx";
import type { UrlState } from "#app/state/use-url-state.ts";
import type { CameraView } from "#contracts/api.ts";
import type { ExposureDetail } from "#contracts/exposure.ts";
import { fwhmMetric, latencyMs } from "#contracts/night-table/exposure-facts.ts";
import { firstRun } from "#contracts/run-name.ts";
import { ConfigurationCard } from "./configuration-card.tsx";
import { DetectorPicture } from "./detector-picture.tsx";
import { DetectorTable } from "./detector-table.tsx";
import { ExposureValues } from "./exposure-values.tsx";
import { factGroups } from "./fact-groups.ts";
import { HeaderFacts } from "./header-facts.tsx";
import { LinksOut } from "./links-out.tsx";
import { LostImages } from "./lost-images.tsx";
import { Provenance } from "./provenance.tsx";
import { RunPanel } from "./run-panel.tsx";
import { TaskPanel } from "./task-panel.tsx";
import { Waterfall } from "./waterfall.tsx";
import { WhatsMissing } from "./whats-missing.tsx";

export interface ExposureBodyProps {
  exposure: ExposureDetail;
  camera: CameraView | null;
  url: UrlState;
}

export function ExposureBody({ exposure, camera, url }: ExposureBodyProps) {
  const fwhm = fwhmMetric([exposure], camera?.pixelScaleArcsec ?? null);
  const shown = [
    fwhm,
    "star_e_median",
    "sky_bg",
    "n_sources_5",
    "sky_noise",
    "psf_sigma",
    "n_saturated",
    "postisr_pixel_median",
  ];
  const records = useMemo(() => sortByFocalPlane(exposure, camera), [exposure, camera]);
  const asked = url.get("detector");
  const firstShown = exposure.preview && exposure.artifacts.find(({ key }) => key === exposure.preview?.key)?.detector;
  const selected =
    records.find(({ detector }) => detector === asked) ??
    records.find(({ detector }) => detector === firstShown) ??
    records.find(({ state }) => state !== "expected" && state !== "skipped") ??
    records[0] ??
    null;
  const depth = useDetectorDepth(exposure, selected);
  const select = (detector: string): void => url.set({ detector });
  const word = url.get("metric") ?? fwhm;
  const isByAmp = planeMetric(word, "adu").level === "amplifier";
  const pictureAndPlane = isByAmp
    ? "phone:grid-cols-[minmax(0,1fr)_minmax(0,1.35fr)]"
    : "phone:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]";
  const hasPlane = (camera?.detectors.length ?? records.length) > 1;
  const latency = latencyMs(exposure);
  return (
    <div
      className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4"
      data-exposure-id={exposure.exposureId}
      data-state={exposure.state}
      data-revision={exposure.revision}
    >
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h1 className="text-[40px] leading-none font-semibold tracking-tight text-bright">
          <span className="text-quiet">#</span>
          {exposure.seqNum}
        </h1>
        {exposure.header?.band && (
          <span className="text-2xl text-bright">
            <BandMark band={exposure.header.band} size={20} />
          </span>
        )}
        {exposure.header && exposure.header.exposureTimeS !== null && (
          <span className="text-xl">{exposure.header.exposureTimeS} s</span>
        )}
        <span className="text-xl">{exposure.header?.imageType}</span>
        <span className="text-quiet">{exposure.header?.target}</span>
        <span className="ml-auto flex items-baseline gap-4">
          <span>
            <strong className="text-bright">{exposure.done}</strong> of {exposure.expected}
            {exposure.failed > 0 && <span className="text-error"> ■ {exposure.failed} failed</span>}
          </span>
          {latency !== null && (
            <span className="text-quiet" data-tip="From the first event to the last result">
              {formatSpan(latency)}
            </span>
          )}
          <StateMark look={exposureStates[exposure.state]} className="text-xl" />
        </span>
      </div>
      {exposure.error && (
        <p className="wrap-anywhere text-error" data-testid="exposure-error">
          <span aria-hidden="true">■</span> {exposure.error.code}: {reasonFirst(exposure.error.message)}
        </p>
      )}
      <LostImages reconciliation={exposure.reconciliation} superseded={exposure.superseded} />
      <WhatsMissing exposure={exposure} />
      {(exposure.sideRuns.length > 0 || exposure.run !== firstRun) && <RunPanel exposure={exposure} url={url} />}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-3 desk:grid-cols-[repeat(2,minmax(0,1fr))]">
        <div className="grid min-w-0 gap-3 max-desk:contents">
          <section
            aria-label="Picture and focal plane"
            className={`panel grid grid-cols-[minmax(0,1fr)] gap-4 p-4 ${hasPlane ? pictureAndPlane : ""}`}
          >
            <DetectorPicture record={selected} seqNum={exposure.seqNum} />
            {hasPlane && camera && (
              <ExposurePlane
                camera={camera}
                exposure={exposure}
                word={word}
                onChoose={(chosen) => url.set({ metric: chosen === fwhm ? null : chosen })}
                selected={selected?.detector ?? null}
                onSelect={select}
              />
            )}
          </section>
          <div className="max-desk:order-1">
            <Waterfall timeline={exposure.timeline} of="the whole exposure" why={exposure.whyLate} />
          </div>
        </div>
        <div className="grid min-w-0 gap-3 max-desk:contents">
          <ExposureValues exposure={exposure} metrics={shown} record={selected} />
          <HeaderFacts groups={factGroups(exposure, camera)} />
          <LinksOut camera={camera} exposure={exposure} />
          {selected && selected.tasks.length > 1 && <TaskPanel record={selected} />}
          {selected && (
            <div className="max-desk:order-2">
              <Provenance record={selected} depth={depth} />
            </div>
          )}
          {selected && (
            <div className="max-desk:order-2">
              <ConfigurationCard record={selected} />
            </div>
          )}
        </div>
      </div>
      {selected && (
        <DetectorSection
          exposure={exposure}
          record={selected}
          depth={depth}
          pixelScaleArcsec={camera?.pixelScaleArcsec ?? null}
        />
      )}
      <ChannelSection of={exposure} known={camera?.channels ?? []} contributed={exposure.contributed} url={url} />
      <DetectorTable records={records} metrics={shown} selected={selected?.detector ?? null} onSelect={select} />
    </div>
  );
}

/** Failed first, since they are what one looks for; then in the camera's own order. */
function sortByFocalPlane(exposure: ExposureDetail, camera: CameraView | null) {
  const ids = new Map(camera?.detectors.map(({ name, id }) => [name, id]));
  const place = (name: string): number => ids.get(name) ?? Number.MAX_SAFE_INTEGER;
  return [...exposure.detectors].sort(
    (a, b) =>
      Number(b.state === "failed") - Number(a.state === "failed") ||
      place(a.detector) - place(b.detector) ||
      a.detector.localeCompare(b.detector),
  );
}
