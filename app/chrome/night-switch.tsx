/** The night that is shown, the ones before and after, and a calendar of all nights with exposures. */
"use client";
import Link from "next/link";
import { formatDayObs } from "#app/format/day-obs.ts";
import { later } from "#app/state/later.tsx";
import type { NightsAnswer } from "#contracts/api.ts";
import { Popover } from "./popover.tsx";

const Calendar = later(() => import("./calendar.tsx").then((file) => file.Calendar));

export interface NightSwitchProps {
  camera: string;
  dayObs: number;
  nights: NightsAnswer["nights"] | null;
}

/** @returns the nearest nights with exposures before and after one, null where there is none. */
export function neighbours(
  dayObs: number,
  nights: NightsAnswer["nights"],
): { before: number | null; after: number | null } {
  const days = nights.map((night) => night.dayObs).sort((a, b) => a - b);
  return {
    before: days.findLast((day) => day < dayObs) ?? null,
    after: days.find((day) => day > dayObs) ?? null,
  };
}

function Step({ camera, dayObs, word, sign }: { camera: string; dayObs: number | null; word: string; sign: string }) {
  const shape = "control w-8 justify-center px-0";
  if (dayObs === null) {
    return (
      <span role="img" aria-label={`no ${word} night`} data-tip={`no ${word} night`} className={`${shape} opacity-40`}>
        {sign}
      </span>
    );
  }
  const name = `${word} night, ${formatDayObs(dayObs)}`;
  return (
    <Link href={`/${camera}/${dayObs}`} prefetch={false} aria-label={name} data-tip={name} className={shape}>
      {sign}
    </Link>
  );
}

export function NightSwitch({ camera, dayObs, nights }: NightSwitchProps) {
  const { before, after } = neighbours(dayObs, nights ?? []);
  return (
    <nav aria-label="Nights" className="flex items-center gap-1">
      <Step camera={camera} dayObs={before} word="previous" sign="◂" />
      <Popover
        name={`Night ${formatDayObs(dayObs)}, open the calendar`}
        label={<strong className="text-bright">{formatDayObs(dayObs)}</strong>}
      >
        {(close) => <Calendar camera={camera} dayObs={dayObs} nights={nights ?? []} onChoose={close} />}
      </Popover>
      <Step camera={camera} dayObs={after} word="next" sign="▸" />
    </nav>
  );
}
