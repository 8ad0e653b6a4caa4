/** Which rows of a long table are drawn: those in view and some around, the rest is space. */
import { type RefObject, useEffect, useState } from "react";

export interface RowWindow {
  from: number;
  /** Behind the last row that is drawn. */
  to: number;
}

/** Tables up to this length are drawn whole, so that the browser's own search finds every row. */
export const drawWholeUpTo = 150;
const around = 15;
const leastAtFirst = 8;

/**
 * @param topPx top of the first row relative to the top of the view (negative once scrolled past).
 * @returns the rows to draw, in steps, so that scrolling a little draws nothing again.
 */
export function rowsInView(count: number, rowPx: number, topPx: number, viewPx: number): RowWindow {
  if (count <= drawWholeUpTo) return { from: 0, to: count };
  const step = 10;
  const first = Math.floor(Math.max(0, -topPx) / rowPx / step) * step;
  const visible = Math.ceil(viewPx / rowPx) + step;
  const from = Math.max(0, Math.min(first - around, count - visible));
  return { from, to: Math.min(count, first + visible + around) };
}

/**
 * @param topPx as of {@link rowsInView}. @param viewPx room below the top of the view in which rows can be seen.
 * @returns the rows that are seen and no others, a few where none is: what a table draws before the page was at rest.
 */
export function rowsAtFirst(count: number, rowPx: number, topPx: number, viewPx: number): RowWindow {
  const seen = Math.max(leastAtFirst, Math.ceil(viewPx / rowPx) + 1);
  const from = Math.max(0, Math.min(Math.floor(Math.max(0, -topPx) / rowPx), count - seen));
  return { from, to: Math.min(count, from + seen) };
}

/** Follows the page's scrolling. @param body the element that holds the rows. */
export function useRowWindow(body: RefObject<HTMLElement | null>, count: number, rowPx: number): RowWindow {
  const [rows, setRows] = useState<RowWindow>(() => rowsInView(count, rowPx, 0, 1080));
  useEffect(() => {
    let frame = 0;
    const look = (): void => {
      frame = 0;
      const topPx = body.current?.getBoundingClientRect().top ?? 0;
      const next = rowsInView(count, rowPx, topPx, window.innerHeight);
      setRows((before) => (before.from === next.from && before.to === next.to ? before : next));
    };
    const later = (): void => {
      if (frame === 0) frame = requestAnimationFrame(look);
    };
    look();
    window.addEventListener("scroll", later, { passive: true });
    window.addEventListener("resize", later);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("scroll", later);
      window.removeEventListener("resize", later);
    };
  }, [body, count, rowPx]);
  return rows;
}
