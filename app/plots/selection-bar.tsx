/** How many exposures are selected, and what can be done with them. */
"use client";
import Link from "next/link";
import { compareHref } from "#app/compare/compare-address.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { Selection } from "./use-selection.ts";

export interface SelectionBarProps {
  selection: Selection;
  /** Any exposure of the night; null where there is none. */
  night: Pick<ExposureSummary, "camera" | "dayObs"> | null;
}

export function SelectionBar({ selection, night }: SelectionBarProps) {
  const { seqs, keepOnly, clear } = selection;
  const [later = 0, earlier = 0] = [...seqs].sort((a, b) => b - a);
  const button = "control min-h-7 px-2 text-small";
  return (
    <fieldset className="flex items-center gap-2" aria-label="Selected in the plots" data-testid="plot-selection">
      <span>
        <span className="text-accent">✓</span> {seqs.size} selected
      </span>
      <button type="button" className={button} onClick={keepOnly}>
        keep only these
      </button>
      {seqs.size === 2 && night && (
        <Link
          href={compareHref(night.camera, { ...night, seqNum: later }, { ...night, seqNum: earlier })}
          prefetch={false}
          className={button}
          data-tip={`#${later} and #${earlier} side by side`}
        >
          compare
        </Link>
      )}
      <button type="button" className={button} data-tip="Esc" onClick={clear}>
        clear
      </button>
    </fieldset>
  );
}
