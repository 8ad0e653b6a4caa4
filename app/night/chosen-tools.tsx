/** What can be done with the rows that are chosen. */
"use client";
import { keepOnly } from "#app/plots/keep-only.ts";
import type { TableToolsProps } from "./table-tools.tsx";

export type ChosenToolsProps = Pick<
  TableToolsProps,
  "night" | "view" | "chosen" | "url" | "shownNow" | "onCopy" | "onChoose"
>;

export function ChosenTools({ night, view, chosen, url, shownNow, onCopy, onChoose }: ChosenToolsProps) {
  return (
    <fieldset className="flex flex-wrap items-center gap-2" aria-label="Chosen exposures">
      <span className="text-small" data-testid="chosen">
        <span className="text-accent">✓</span> {chosen.size} chosen
      </span>
      <button
        type="button"
        className="control min-h-8 px-2 text-small"
        onClick={() => onCopy(shownNow().rows.filter(({ seqNum }) => chosen.has(seqNum)))}
      >
        copy dataIds
      </button>
      <button
        type="button"
        className="control min-h-8 px-2 text-small"
        onClick={() => url.set({ q: keepOnly(view.query, chosen, night.all) })}
      >
        keep only these
      </button>
      <button type="button" className="control min-h-8 px-2 text-small" onClick={() => onChoose({ kind: "none" })}>
        clear
      </button>
    </fieldset>
  );
}
