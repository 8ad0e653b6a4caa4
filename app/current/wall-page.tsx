/** Now, for a wall: the newest exposure of one camera, followed or held, with the age of every source. */
"use client";
import { AlarmBand } from "#app/alarms/alarm-band.tsx";
import { CameraSwitch } from "#app/chrome/camera-switch.tsx";
import { ProblemNote } from "#app/chrome/problem-note.tsx";
import { TopBar } from "#app/chrome/top-bar.tsx";
import { UnknownCamera } from "#app/chrome/unknown-camera.tsx";
import { useResource } from "#app/live/use-resource.ts";
import { LimitScope } from "#app/measure/limit-scope.tsx";
import { EmptyNight } from "#app/night/empty-night.tsx";
import { NightSkeleton } from "#app/night/night-skeleton.tsx";
import { useUrlState } from "#app/state/use-url-state.ts";
import { camerasAnswer } from "#contracts/api.ts";
import type { Glance } from "#contracts/glance.ts";
import { DeadStream } from "./dead-stream.tsx";
import { SourceStrip } from "./source-strip.tsx";
import { useLatestNight } from "./use-latest-night.ts";
import { useSelfReload } from "./use-self-reload.ts";
import { WallBody } from "./wall-body.tsx";

const defaultQuietS = 300;

export function WallPage({ camera: name, glance }: { camera: string; glance: Glance | null }) {
  useSelfReload();
  const url = useUrlState();
  const isHeaderless = url.get("headerless") === "true";
  const cameras = useResource(camerasAnswer, "/api/cameras");
  const camera = cameras.value?.cameras.find((each) => each.name === name) ?? null;
  const night = useLatestNight(name, camera, cameras.reload);
  const problem = night?.exposures ? null : (night?.problem ?? cameras.problem);
  const quietAfterS = camera?.quietAfterS ?? defaultQuietS;
  return (
    <>
      {!isHeaderless && (
        <TopBar timeZone={camera?.timeZone ?? null} help="wall" hasStaleBand={false}>
          <CameraSwitch camera={name} cameras={cameras.value?.cameras ?? null} />
        </TopBar>
      )}
      <main className="wall flex flex-col">
        <AlarmBand camera={name} />
        {cameras.value !== null && camera === null ? (
          <UnknownCamera name={name} cameras={cameras.value.cameras} lookAgain={cameras.reload} />
        ) : problem && problem.status !== 404 ? (
          <ProblemNote problem={problem} />
        ) : night === null || (night.exposures === null && !problem) ? (
          <NightSkeleton glance={glance} />
        ) : night.exposures === null || night.exposures.length === 0 ? (
          <>
            <div className="px-4 pt-3">
              <SourceStrip exposures={[]} dayObs={night.dayObs} quietAfterS={quietAfterS} />
            </div>
            <EmptyNight camera={name} dayObs={night.dayObs} />
          </>
        ) : (
          <LimitScope camera={camera}>
            <WallBody
              camera={camera}
              cameraName={name}
              dayObs={night.dayObs}
              exposures={night.exposures}
              quietAfterS={quietAfterS}
              url={url}
              isHeaderless={isHeaderless}
            />
          </LimitScope>
        )}
      </main>
      <DeadStream />
    </>
  );
}
