/** The state of a page in its address, so that a link shows the same page. */
import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";

export interface UrlState {
  get: (name: string) => string | null;
  /** Sets some words; null and empty take a word out. The page is not loaded again. */
  set: (changes: Record<string, string | null>) => void;
}

/** @returns the very same object while the address is the same. */
export function useUrlState(): UrlState {
  const search = useSearchParams();
  const path = usePathname();
  const get = useCallback((name: string) => search.get(name), [search]);
  const set = useCallback(
    (changes: Record<string, string | null>) => {
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null || value === "") next.delete(name);
        else next.set(name, value);
      }
      const query = next.toString();
      window.history.replaceState(null, "", query === "" ? path : `${path}?${query}`);
    },
    [path],
  );
  return useMemo(() => ({ get, set }), [get, set]);
}
