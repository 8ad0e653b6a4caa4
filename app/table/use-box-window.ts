/** Which rows and columns of a table in a scrolling box are drawn, followed as it scrolls and changes its size. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from "react";
import { useIdle } from "#app/state/use-idle.ts";
import { columnsInView } from "./column-window.ts";
import { rowsAtFirst, rowsInView } from "./row-window.ts";

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

/** @returns the rows of the box; before the page was at rest those that the reader can see, as most lie below the fold. */
function rowsOf(box: HTMLElement | null, { rows, rowPx, headPx }: BoxShape, isAtRest: boolean) {
  if (isAtRest) return rowsInView(rows, rowPx, -(box?.scrollTop ?? 0), (box?.clientHeight ?? 1080) - headPx);
  if (box === null) return rowsAtFirst(rows, rowPx, 0, 0);
  const { top, bottom } = box.getBoundingClientRect();
  return rowsAtFirst(rows, rowPx, -box.scrollTop, Math.min(bottom, window.innerHeight) - Math.max(top, 0) - headPx);
}

function windowOf(box: HTMLElement | null, shape: BoxShape, isAtRest: boolean): BoxWindow {
  const { pinnedPx, offsets } = shape;
  const viewX = box?.clientWidth ?? globalThis.innerWidth;
  const { from, to } = rowsOf(box, shape, isAtRest);
  const columns = columnsInView(offsets, box?.scrollLeft ?? 0, Math.max(0, viewX - pinnedPx));
  return { rowFrom: from, rowTo: to, columnFrom: columns.from, columnTo: columns.to };
}

function isSame(a: BoxWindow, b: BoxWindow): boolean {
  return a.rowFrom === b.rowFrom && a.rowTo === b.rowTo && a.columnFrom === b.columnFrom && a.columnTo === b.columnTo;
}

/** @returns the window, and a function that looks at once after the box was scrolled by the program. */
export function useBoxWindow(box: RefObject<HTMLElement | null>, shape: BoxShape): [BoxWindow, () => void] {
  const { rows, rowPx, headPx, pinnedPx, offsets } = shape;
  const isAtRest = useIdle();
  const [seen, setSeen] = useState<BoxWindow>(() => windowOf(null, shape, false));
  const look = useCallback(() => {
    const next = windowOf(box.current, { rows, rowPx, headPx, pinnedPx, offsets }, isAtRest);
    setSeen((before) => (isSame(before, next) ? before : next));
  }, [box, rows, rowPx, headPx, pinnedPx, offsets, isAtRest]);
  useLayoutEffect(look, [look]);
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
