/** The selected exposures: one state in the address, for the table and for every plot. */
import { useMemo } from "react";
import type { UrlState } from "#app/state/use-url-state.ts";
import type { NightColumns } from "#contracts/night-table/night-columns.ts";
import { readSeqRanges, writeSeqRanges } from "#contracts/night-table/seq-ranges.ts";
import { brushed } from "./brush.ts";

export interface Selection {
  seqs: ReadonlySet<number>;
  /** Selects these exposures, beside those that are where it adds. */
  select: (seqs: readonly number[], adds: boolean) => void;
  clear: () => void;
  /** Makes the selection the filter of the night. */
  keepOnly: () => Promise<void>;
}

export function useSelection({ get, set }: UrlState, night: NightColumns): Selection {
  const text = get("sel");
  const query = get("q") ?? "";
  return useMemo(() => {
    const seqs = readSeqRanges(text);
    return {
      seqs,
      select: (found, adds) => set({ sel: writeSeqRanges(brushed(seqs, found, adds)) }),
      clear: () => set({ sel: null }),
      keepOnly: async () => {
        const { keepOnly } = await import("./keep-only.ts");
        set({ q: keepOnly(query, seqs, night.all) });
      },
    };
  }, [text, query, set, night]);
}
