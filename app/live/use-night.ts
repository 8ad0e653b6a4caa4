/** A night as a page sees it: all exposures newest first, kept up to date. */
import { useEffect, useState } from "react";
import type { Problem } from "#contracts/api.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { ExposureDelta } from "#contracts/push.ts";
import { atMostEvery } from "./at-most-every.ts";
import { connection } from "./connection.ts";
import { fetchParsed } from "./fetch-parsed.ts";
import { followNight, type NightSocket } from "./follow-night.ts";
import { nightDoor } from "./night-door.ts";
import { nightPath } from "./night-path.ts";
import { recentValuesOf } from "./recent.ts";
import { usePainted } from "./use-painted.ts";

/** Changes that come faster than this are drawn together. */
const drawEveryMs = 40;
const recentNights = recentValuesOf<readonly ExposureSummary[]>(3);

export interface Night {
  camera: string;
  dayObs: number;
  /** Null until the night was read once. */
  exposures: readonly ExposureSummary[] | null;
  problem: Problem | null;
}

/** @returns the night; with `dayObs` null nothing is followed. `onDelta` hears every change; keep it stable. */
export function useNight(camera: string, dayObs: number | null, onDelta?: (delta: ExposureDelta) => void): Night {
  const [night, setNight] = useState<Night>({ camera, dayObs: dayObs ?? 0, exposures: null, problem: null });
  useEffect(() => {
    if (dayObs === null) return;
    let next: Night = { camera, dayObs, exposures: null, problem: null };
    const drawing = atMostEvery(drawEveryMs, () => setNight(next));
    function draw(change: Partial<Night>): void {
      next = { ...next, ...change };
      drawing.soon();
    }
    const stop = followNight({
      socket: connection().socket as unknown as NightSocket,
      camera,
      dayObs,
      fetchNight: () => fetchParsed(nightDoor, nightPath(camera, dayObs)),
      onNight: (exposures) => {
        recentNights.set(`${camera} ${dayObs}`, exposures);
        draw({ exposures });
      },
      onProblem: (problem) => draw({ problem }),
      ...(onDelta ? { onDelta } : {}),
    });
    return () => {
      stop();
      drawing.cancel();
    };
  }, [camera, dayObs, onDelta]);
  usePainted(night.exposures);
  const isThisNight = night.camera === camera && night.dayObs === dayObs;
  if (isThisNight && night.exposures !== null) return night;
  const exposures = recentNights.get(`${camera} ${dayObs}`);
  return { camera, dayObs: dayObs ?? 0, exposures, problem: isThisNight ? night.problem : null };
}
