/** One of several cameras on a wall: its newest exposure, its numbers and the age of its sources. */
"use client";
import Link from "next/link";
import { useState } from "react";
import { LimitScope } from "#app/measure/limit-scope.tsx";
import { BigValues } from "#app/night/big-values.tsx";
import { LatestExposure } from "#app/night/latest-exposure.tsx";
import { useNightColumns } from "#app/night/use-night-columns.ts";
import type { CameraView } from "#contracts/api.ts";
import { SourceStrip } from "./source-strip.tsx";
import { StageStrip } from "./stage-strip.tsx";
import { useLatestNight } from "./use-latest-night.ts";

export interface CameraTileProps {
  name: string;
  /** Null for a camera that nobody knows. */
  camera: CameraView | null;
  readCameras: () => void;
}

export function CameraTile({ name, camera, readCameras }: CameraTileProps) {
  const night = useLatestNight(name, camera, readCameras);
  const exposures = night?.exposures ?? [];
  const { fwhm } = useNightColumns(camera, name, exposures);
  const [metric, setMetric] = useState<string | null>(null);
  const [view, setView] = useState<"plane" | "picture">("plane");
  return (
    <section
      aria-label={name}
      data-camera={name}
      className="wall-tile grid min-h-[480px] min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-2"
    >
      <div className="flex flex-wrap items-center gap-x-3">
        <h2 className="text-lg">
          <Link href={`/${name}/current`} prefetch={false} className="text-bright hover:text-accent">
            {name}
          </Link>
        </h2>
        <SourceStrip exposures={exposures} dayObs={night?.dayObs ?? 0} quietAfterS={camera?.quietAfterS ?? 300} />
      </div>
      {camera === null ? (
        <p className="panel p-6 text-warn">▲ There is no camera of this name.</p>
      ) : exposures.length === 0 ? (
        <p className="panel p-6 text-quiet">
          ○ {night?.exposures ? "No exposures yet tonight." : "Reading the night."}
        </p>
      ) : (
        <LimitScope camera={camera}>
          <StageStrip exposures={exposures} lines={1} />
          <div className="grid grid-cols-3 gap-2">
            <BigValues exposures={exposures} metrics={[fwhm, "sky_bg", "star_e_median"]} />
          </div>
          <LatestExposure
            exposures={exposures}
            camera={camera}
            metric={metric ?? fwhm}
            onMetric={setMetric}
            view={view}
            onView={setView}
          />
        </LimitScope>
      )}
    </section>
  );
}
