/** Hears that a camera has opened a new night, so that a page of the latest night moves on. */
import { useEffect, useState } from "react";
import { connection } from "./connection.ts";

/** @returns the newest night that was opened while this page is open; null for none. Keep `onOpened` stable. */
export function useOpenedNight(camera: string, onOpened: () => void): number | null {
  const [opened, setOpened] = useState<number | null>(null);
  useEffect(() => {
    const { socket } = connection();
    const onNight = (night: { camera: string; dayObs: number }): void => {
      if (night.camera !== camera) return;
      setOpened((before) => Math.max(before ?? 0, night.dayObs));
      onOpened();
    };
    socket.on("night:opened", onNight);
    return () => {
      socket.off("night:opened", onNight);
    };
  }, [camera, onOpened]);
  return opened;
}
