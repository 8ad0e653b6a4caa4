/** A night of a camera: what was just seen, its numbers, its course, and all its exposures. */
"use client";
import { memo, useCallback } from "react";
import { AlarmBand } from "#app/alarms/alarm-band.tsx";
import { CameraSwitch } from "#app/chrome/camera-switch.tsx";
import { NightSwitch } from "#app/chrome/night-switch.tsx";
import { ProblemNote } from "#app/chrome/problem-note.tsx";
import { TopBar } from "#app/chrome/top-bar.tsx";
import { useKeys } from "#app/chrome/use-keys.ts";
import { camerasPath } from "#app/live/night-path.ts";
import { useTonight } from "#app/live/ticker.ts";
import { useNight } from "#app/live/use-night.ts";
import { useOpenedNight } from "#app/live/use-opened-night.ts";
import { useResource } from "#app/live/use-resource.ts";
import { LimitScope } from "#app/measure/limit-scope.tsx";
import { later } from "#app/state/later.tsx";
import { type CameraView, camerasAnswer, nightsAnswer, type Problem } from "#contracts/api.ts";
import type { Glance } from "#contracts/glance.ts";
import { NightBody } from "./night-body.tsx";
import { NightSkeleton } from "./night-skeleton.tsx";

/** Most pages never show these. */
const UnknownCamera = later(() => import("#app/chrome/unknown-camera.tsx").then((file) => file.UnknownCamera));
const EmptyNight = later(() => import("./empty-night.tsx").then((file) => file.EmptyNight));

export interface NightPageProps {
  camera: string;
  /** Null is tonight: the latest night with data, which moves on when a new one opens. */
  dayObs: number | null;
  /** What the server told of the night with the page's first bytes. */
  glance: Glance | null;
}

export function NightPage({ camera: name, dayObs: asked, glance }: NightPageProps) {
  const cameras = useResource(camerasAnswer, camerasPath);
  const nights = useResource(nightsAnswer, `/api/cameras/${name}/nights`);
  const { reload: readNights } = nights;
  const { reload: readCameras } = cameras;
  const readAgain = useCallback(() => {
    readNights();
    readCameras();
  }, [readNights, readCameras]);
  const opened = useOpenedNight(name, readAgain);
  const tonight = useTonight();
  const camera = cameras.value?.cameras.find((each) => each.name === name) ?? null;
  const latest = camera === null ? null : Math.max(camera.latest?.dayObs ?? 0, opened ?? 0) || tonight;
  const dayObs = asked ?? latest;
  useKeys({ "/": () => document.getElementById("night-search")?.focus() });
  const isUnknown = cameras.value !== null && camera === null;
  return (
    <>
      <TopBar timeZone={camera?.timeZone ?? null} help="night">
        <CameraSwitch camera={name} cameras={cameras.value?.cameras ?? null} />
        {dayObs !== null && !isUnknown && (
          <NightSwitch camera={name} dayObs={dayObs} nights={nights.value?.nights ?? null} />
        )}
      </TopBar>
      <main>
        <AlarmBand camera={name} />
        {isUnknown ? (
          <UnknownCamera name={name} cameras={cameras.value?.cameras ?? []} lookAgain={readCameras} />
        ) : (
          <NightOf
            camera={camera}
            cameraName={name}
            dayObs={dayObs}
            glance={glance}
            noNight={asked === null ? cameras.problem : null}
          />
        )}
      </main>
    </>
  );
}

interface NightOfProps {
  camera: CameraView | null;
  cameraName: string;
  dayObs: number | null;
  glance: Glance | null;
  /** Why it is not known which night is meant; null where it is, or will be. */
  noNight: Problem | null;
}

/** All that changes with an exposure: the bar above it is not drawn again. */
const NightOf = memo(function NightOf({ camera, cameraName, dayObs, glance, noNight }: NightOfProps) {
  const { exposures, problem: unread } = useNight(cameraName, dayObs);
  const problem = exposures === null ? (unread ?? noNight) : null;
  if (problem && problem.status !== 404) return <ProblemNote problem={problem} />;
  if (exposures === null && !problem) return <NightSkeleton glance={glance} />;
  if (dayObs === null) return null;
  if (exposures === null || exposures.length === 0) return <EmptyNight camera={cameraName} dayObs={dayObs} />;
  return (
    <LimitScope camera={camera}>
      <NightBody camera={camera} cameraName={cameraName} dayObs={dayObs} exposures={exposures} />
    </LimitScope>
  );
});
