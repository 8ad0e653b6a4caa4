/** The freshness of the page, and whether a newer build asks for a reload. */
import { useSyncExternalStore } from "react";
import { connection } from "./connection.ts";
import { type Freshness, freshnessOf } from "./freshness.ts";
import { useNow } from "./ticker.ts";

const subscribe = (listener: () => void) => connection().subscribe(listener);

/** @returns how fresh the page is; looked at again every second and with every pulse. */
export function useFreshness(): Freshness {
  useNow();
  const hearing = useSyncExternalStore(
    subscribe,
    () => connection().hearing(),
    () => null,
  );
  return hearing === null ? { kind: "connecting" } : freshnessOf(hearing, Date.now());
}

/** @returns true once the server runs another build than the one this page came with. */
export function useOutdated(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => connection().isOutdated(),
    () => false,
  );
}
