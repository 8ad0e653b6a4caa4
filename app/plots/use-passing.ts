/** The exposures that the night's filter lets pass, for the table and for every plot. */
import { useMemo } from "react";
import type { UrlState } from "#app/state/use-url-state.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { NightColumns } from "#contracts/night-table/night-columns.ts";
import { nightFilter, readView } from "#contracts/night-table/night-view.ts";
import { parseQuery } from "#contracts/query/parse-query.ts";
import { everything } from "#contracts/query/query.ts";

/** @returns the same answers as `passes`, each asked once: an exposure is another object when it changed. */
function remembered(passes: (exposure: ExposureSummary) => boolean): (exposure: ExposureSummary) => boolean {
  const known = new WeakMap<ExposureSummary, boolean>();
  return (exposure) => {
    const before = known.get(exposure);
    if (before !== undefined) return before;
    const now = passes(exposure);
    known.set(exposure, now);
    return now;
  };
}

/** @returns the exposures themselves where nothing is filtered, or where the filter is wrong. */
export function usePassing(
  exposures: readonly ExposureSummary[],
  night: NightColumns,
  { get }: UrlState,
): readonly ExposureSummary[] {
  const words = ["q", "band", "state", "type"].map((name) => get(name) ?? "").join("\n");
  const passes = useMemo(() => {
    const [q = "", band = "", state = "", type = ""] = words.split("\n");
    const asked = new Map(Object.entries({ q, band, state, type }));
    const view = readView((name) => asked.get(name) ?? null);
    const parsed = parseQuery(view.query, night.all);
    const filter = nightFilter(view, parsed.ok ? parsed.query : everything, night);
    return filter === null ? null : remembered(filter);
  }, [night, words]);
  return useMemo(() => (passes === null ? exposures : exposures.filter(passes)), [exposures, passes]);
}
