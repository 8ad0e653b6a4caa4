/** The content of a wall once the night has an exposure. */
"use client";
import { useState } from "react";
import { useKeys } from "#app/chrome/use-keys.ts";
import { formatDayObs } from "#app/format/day-obs.ts";
import { Announcer } from "#app/night/announcer.tsx";
import { BigValues } from "#app/night/big-values.tsx";
import { lastImageMs } from "#app/night/exposure-facts.ts";
import { LastImage } from "#app/night/last-image.tsx";
import { LatestExposure } from "#app/night/latest-exposure.tsx";
import { useNightColumns } from "#app/night/use-night-columns.ts";
import type { UrlState } from "#app/state/use-url-state.ts";
import type { CameraView } from "#contracts/api.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { metricOf } from "#contracts/metrics.ts";
import { ChannelChoice } from "./channel-choice.tsx";
import { ChannelTiles } from "./channel-tiles.tsx";
import { FollowBar } from "./follow-bar.tsx";
import { heldNight, stepHeld } from "./held-night.ts";
import { SourceStrip } from "./source-strip.tsx";
import { StageStrip } from "./stage-strip.tsx";
import { askedChannels, choosableChannels } from "./wall-channels.ts";

export interface WallBodyProps {
  camera: CameraView | null;
  cameraName: string;
  dayObs: number;
  exposures: readonly ExposureSummary[];
  quietAfterS: number;
  url: UrlState;
  isHeaderless: boolean;
}

const linesInProgress = 3;

export function WallBody(props: WallBodyProps) {
  const { camera, cameraName, dayObs, exposures, quietAfterS, url, isHeaderless } = props;
  const [heldId, setHeldId] = useState<number | null>(null);
  const { shown, behind } = heldNight(exposures, heldId);
  const { fwhm } = useNightColumns(camera, cameraName, exposures);
  const metric = metricOf(url.get("metric") ?? "")?.key ?? fwhm;
  const asked = askedChannels(url.get("channels"));
  const toggle = (): void => setHeldId(heldId === null ? (shown[0]?.exposureId ?? null) : null);
  const back = (): void => setHeldId(stepHeld(exposures, heldId, 1));
  const forward = (): void => setHeldId(stepHeld(exposures, heldId, -1));
  useKeys({ " ": toggle, p: toggle, ArrowLeft: back, ArrowRight: forward });
  return (
    <div className="flex flex-1 flex-col gap-3 p-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {isHeaderless && <strong className="text-lg text-bright">{cameraName}</strong>}
        <span className="text-quiet">{formatDayObs(dayObs)}</span>
        <FollowBar isHeld={heldId !== null} behind={behind} onToggle={toggle} />
        <SourceStrip exposures={exposures} dayObs={dayObs} quietAfterS={quietAfterS} />
        {!isHeaderless && (
          <span className="ml-auto">
            <ChannelChoice
              channels={choosableChannels(camera?.channels ?? [], exposures)}
              chosen={asked}
              onChoose={(names) => url.set({ channels: names.join(",") })}
            />
          </span>
        )}
      </div>
      <StageStrip exposures={exposures} lines={linesInProgress} />
      <div className="grid flex-1 grid-cols-[minmax(0,1fr)] gap-3 desk:grid-cols-[minmax(0,6fr)_minmax(0,5fr)]">
        <LatestExposure
          exposures={shown}
          camera={camera}
          metric={metric}
          onMetric={(key) => url.set({ metric: key === fwhm ? null : key })}
          view={url.get("view") === "picture" ? "picture" : "plane"}
          onView={(view) => url.set({ view: view === "picture" ? view : null })}
        />
        <div className="grid min-w-0 auto-rows-fr grid-cols-2 gap-3">
          <BigValues exposures={shown} metrics={[fwhm, "sky_bg", "star_e_median", "n_sources_5"]} />
          <div className="col-span-2 grid">
            <LastImage dayObs={dayObs} lastMs={lastImageMs(exposures)} quietAfterS={quietAfterS} />
          </div>
        </div>
      </div>
      <ChannelTiles
        camera={cameraName}
        dayObs={dayObs}
        asked={asked}
        known={camera?.channels ?? []}
        exposures={shown}
      />
      <Announcer latest={exposures[0] ?? null} fwhm={fwhm} />
    </div>
  );
}
