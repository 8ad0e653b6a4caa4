/** The exposures that the night's filter lets pass: plots show what the table shows. */
import { useMemo } from "react";
import type { UrlState } from "#app/state/use-url-state.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { NightColumns } from "#contracts/night-table/night-columns.ts";
import { filterNight, readView } from "#contracts/night-table/night-view.ts";
import { parseQuery } from "#contracts/query/parse-query.ts";
import { everything } from "#contracts/query/query.ts";

/** @returns the exposures themselves where nothing is filtered, or where the filter is wrong. */
export function usePassing(
  exposures: readonly ExposureSummary[],
  night: NightColumns,
  { get }: UrlState,
): readonly ExposureSummary[] {
  const words = ["q", "band", "state", "type"].map((name) => get(name) ?? "").join("\n");
  return useMemo(() => {
    const [q = "", band = "", state = "", type = ""] = words.split("\n");
    const asked = new Map(Object.entries({ q, band, state, type }));
    const view = readView((name) => asked.get(name) ?? null);
    const parsed = parseQuery(view.query, night.all);
    return filterNight(exposures, view, parsed.ok ? parsed.query : everything, night);
  }, [exposures, night, words]);
}
