/** Which rows and columns of a table in a scrolling box are drawn, followed as it scrolls and changes its size. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from "react";
import { columnsInView } from "./column-window.ts";
import { rowsInView } from "./row-window.ts";

export interface BoxWindow {
  rowFrom: number;
  rowTo: number;
  columnFrom: number;
  columnTo: number;
}

export interface BoxShape {
  rows: number;
  rowPx: number;
  /** Room that the header takes at the top, and the pinned columns at the left. */
  headPx: number;
  pinnedPx: number;
  /** Of the columns that scroll. */
  offsets: readonly number[];
}

function windowOf(box: HTMLElement | null, shape: BoxShape, isBare: boolean): BoxWindow {
  const { rows, rowPx, headPx, pinnedPx, offsets } = shape;
  const [viewX, viewY] = [box?.clientWidth ?? 1920, box?.clientHeight ?? globalThis.innerHeight ?? 1080];
  const { from, to } = rowsInView(rows, rowPx, -(box?.scrollTop ?? 0), viewY - headPx, isBare);
  const columns = columnsInView(offsets, box?.scrollLeft ?? 0, Math.max(0, viewX - pinnedPx));
  return { rowFrom: from, rowTo: to, columnFrom: columns.from, columnTo: columns.to };
}

function isSame(a: BoxWindow, b: BoxWindow): boolean {
  return a.rowFrom === b.rowFrom && a.rowTo === b.rowTo && a.columnFrom === b.columnFrom && a.columnTo === b.columnTo;
}

/** Calls `then` once the browser has nothing better to do; it does not wait for long. @returns a function that cancels. */
function whenIdle(then: () => void): () => void {
  // Not every browser tells when it is idle.
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(then, 200);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(then, { timeout: 1000 });
  return () => cancelIdleCallback(asked);
}

/**
 * What is around the view is drawn once the page is idle: a table is there the sooner.
 *
 * @returns the window, and a function that looks at once after the box was scrolled by the program.
 */
export function useBoxWindow(box: RefObject<HTMLElement | null>, shape: BoxShape): [BoxWindow, () => void] {
  const { rows, rowPx, headPx, pinnedPx, offsets } = shape;
  const [isBare, setIsBare] = useState(true);
  const [seen, setSeen] = useState<BoxWindow>(() => windowOf(null, shape, true));
  const look = useCallback(() => {
    const next = windowOf(box.current, { rows, rowPx, headPx, pinnedPx, offsets }, isBare);
    setSeen((before) => (isSame(before, next) ? before : next));
  }, [box, rows, rowPx, headPx, pinnedPx, offsets, isBare]);
  useLayoutEffect(look, [look]);
  useEffect(() => whenIdle(() => setIsBare(false)), []);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let frame = 0;
    const later = (): void => {
      if (frame !== 0) return;
      frame = requestAnimationFrame(() => {
        frame = 0;
        look();
      });
    };
    element.addEventListener("scroll", later, { passive: true });
    const observer = new ResizeObserver(later);
    observer.observe(element);
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener("scroll", later);
      observer.disconnect();
    };
  }, [box, look]);
  const last = Math.min(seen.rowTo, rows);
  const lastColumn = Math.min(seen.columnTo, offsets.length - 1);
  // Between a change of the table and the next look the old window is cut to what there is.
  return [
    {
      ...seen,
      rowFrom: Math.min(seen.rowFrom, last),
      rowTo: last,
      columnFrom: Math.min(seen.columnFrom, lastColumn),
      columnTo: lastColumn,
    },
    look,
  ];
}
