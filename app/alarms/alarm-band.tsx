/** The alarms that stand, over what they concern; most of the time there is none, and nothing of them is loaded. */
"use client";
import { useResource } from "#app/live/use-resource.ts";
import { later } from "#app/state/later.tsx";
import { alarmsAnswer } from "#contracts/alarm.ts";

const AlarmList = later(() => import("./alarm-list.tsx").then((file) => file.AlarmList));

const readEveryMs = 5_000;

/** @param camera shows only the alarms of this camera; without it all. */
export function AlarmBand({ camera }: { camera?: string }) {
  const { value } = useResource(alarmsAnswer, "/api/alarms", readEveryMs);
  const alarms = (value?.active ?? []).filter((alarm) => camera === undefined || alarm.camera === camera);
  if (alarms.length === 0) return null;
  return (
    <div role="alert" aria-label="Alarms" className={camera === undefined ? "" : "px-4 pt-4"}>
      <AlarmList alarms={alarms} />
    </div>
  );
}
