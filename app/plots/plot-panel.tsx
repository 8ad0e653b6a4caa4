/** A plot that was opened beside the strip charts: its choices, the plot, and the way to close it. */
"use client";
import type { ReactNode } from "react";

export interface PlotPanelProps {
  title: string;
  choices: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

export function PlotPanel({ title, choices, onClose, children }: PlotPanelProps) {
  return (
    <section aria-label={title} className="panel flex min-w-0 flex-col p-3">
      <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-small text-bright">{title}</h2>
        {choices}
        <button
          type="button"
          className="control ml-auto min-h-7 w-7 justify-center px-0"
          aria-label={`Close: ${title}`}
          onClick={onClose}
        >
          ✕
        </button>
      </div>
      {children}
    </section>
  );
}
