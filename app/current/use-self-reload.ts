/** Nobody stands at a wall to press Reload: a page of an older build loads the new one itself. */
import { useEffect } from "react";
import { useOutdated } from "#app/live/use-freshness.ts";

const reloadedAt = "firstlook.wallReloadedAt";
/** A server that hands out an old page is asked so often at most. */
const pauseMs = 60_000;

export function useSelfReload(): void {
  const isOutdated = useOutdated();
  useEffect(() => {
    if (!isOutdated) return;
    const lastMs = Number(window.sessionStorage.getItem(reloadedAt) ?? 0);
    const timer = setTimeout(
      () => {
        window.sessionStorage.setItem(reloadedAt, String(Date.now()));
        window.location.reload();
      },
      Math.max(0, lastMs + pauseMs - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [isOutdated]);
}
