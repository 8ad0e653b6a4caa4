/** One camera: its latest exposure, its state and how long ago the last image came. */
"use client";
import Link from "next/link";
import { formatDayObs } from "#app/format/day-obs.ts";
import { formatAge, spanInWords } from "#app/format/duration.ts";
import { countOf } from "#app/format/number.ts";
import { useNow } from "#app/live/ticker.ts";
import { expectation } from "#app/night/last-image.tsx";
import { exposureStates, isExposureState } from "#app/state/exposure-states.ts";
import { StateMark } from "#app/state/state-mark.tsx";
import type { CameraView } from "#contracts/api.ts";

export interface CameraCardProps {
  camera: CameraView;
  latest: NonNullable<CameraView["latest"]>;
}

export function CameraCard({ camera, latest }: CameraCardProps) {
  const nowMs = useNow();
  const lastMs = latest.lastEventAtMs;
  const ageMs = nowMs === null || lastMs === null ? null : nowMs - lastMs;
  const state = nowMs === null ? "over" : expectation(latest.dayObs, lastMs, camera.quietAfterS, nowMs);
  return (
    <Link
      href={`/${camera.name}`}
      prefetch={false}
      data-camera={camera.name}
      className="panel flex h-full min-h-[180px] flex-col p-4 hover:border-strong-line hover:bg-raised"
    >
      <span className="flex items-baseline justify-between gap-3">
        <strong className="text-lg text-bright">{camera.name}</strong>
        <span className="label">{countOf(camera.detectors.length, "detector")}</span>
      </span>
      <span className="truncate text-quiet">{camera.title}</span>
      <span className="mt-4 flex items-baseline gap-3">
        <span className="text-[40px] leading-none font-semibold tracking-tight text-bright">
          <span className="text-quiet">#</span>
          {latest.seqNum}
        </span>
        {isExposureState(latest.state) && <StateMark look={exposureStates[latest.state]} className="text-lg" />}
      </span>
      <span className="mt-auto flex items-baseline justify-between gap-3 pt-3">
        <span className="text-quiet">{formatDayObs(latest.dayObs)}</span>
        <span data-expectation={state} className={state === "quiet" ? "text-warn" : ""}>
          {state === "quiet" && <span aria-hidden="true">▲ </span>}
          {ageMs === null
            ? "–"
            : ageMs > 86_400_000
              ? `${spanInWords(ageMs)} ago`
              : `last image ${formatAge(ageMs)} ago`}
          {state === "quiet" && ", quiet"}
        </span>
      </span>
    </Link>
  );
}
