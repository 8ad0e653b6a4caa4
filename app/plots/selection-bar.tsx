/** How many exposures are selected, and what can be done with them. */
"use client";
import type { Selection } from "./use-selection.ts";

export function SelectionBar({ selection }: { selection: Selection }) {
  const { seqs, keepOnly, clear } = selection;
  if (seqs.size === 0) return null;
  const button = "control min-h-7 px-2 text-small";
  return (
    <fieldset className="flex items-center gap-2" aria-label="Selected in the plots" data-testid="plot-selection">
      <span>
        <span className="text-accent">✓</span> {seqs.size} selected
      </span>
      <button type="button" className={button} onClick={keepOnly}>
        keep only these
      </button>
      <button type="button" className={button} data-tip="Esc" onClick={clear}>
        clear
      </button>
    </fieldset>
  );
}
