/** The frame of a small plot: title with unit, room that is kept from the start, and why nothing is drawn. */
"use client";
import type { ReactNode } from "react";
import { useWidth } from "#app/night/use-width.ts";

/** Height of every plot's drawing, CSS pixels. */
export const plotHeight = 232;

/** What a plot's data are: being read, or not to be had for a reason, or there. */
export type PlotData<T> = { state: "loading" } | { state: "missing"; why: string } | { state: "there"; data: T };

export interface PlotFrameProps<T> {
  /** Name in the page, for tests and scripts. */
  name: string;
  title: string;
  unit: string;
  /** What the plot is, for the note beside its title. */
  tip: string;
  data: PlotData<T>;
  /** The plot in a sentence, for those who do not see it. */
  inWords: (data: T) => string;
  draw: (data: T, width: number) => ReactNode;
  /** A line below, in words. */
  note: (data: T) => ReactNode;
}

export function PlotFrame<T>({ name, title, unit, tip, data, inWords, draw, note }: PlotFrameProps<T>) {
  const [box, width] = useWidth<HTMLDivElement>();
  return (
    <figure className="m-0 min-w-0" data-plot={name} data-state={data.state}>
      <figcaption className="flex items-baseline gap-1.5 text-small" data-tip={tip}>
        <strong className="font-medium text-text">{title}</strong>
        <span className="text-quiet">{unit}</span>
      </figcaption>
      <div ref={box} className="mt-1" style={{ height: plotHeight }}>
        {data.state === "loading" && <div role="status" aria-label={`Reading: ${title}`} className="skeleton h-full" />}
        {data.state === "missing" && (
          <p className="flex h-full items-center justify-center rounded border border-dashed border-line p-4 text-center text-small wrap-anywhere text-quiet">
            no data: {data.why}
          </p>
        )}
        {data.state === "there" && width > 0 && (
          <svg
            role="img"
            aria-label={inWords(data.data)}
            width={width}
            height={plotHeight}
            className="block text-[11px]"
          >
            {draw(data.data, width)}
          </svg>
        )}
      </div>
      <div className="mt-1 min-h-10 text-small text-quiet">{data.state === "there" && note(data.data)}</div>
    </figure>
  );
}
