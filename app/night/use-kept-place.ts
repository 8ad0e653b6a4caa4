/** Keeps what one reads where it is while rows come in above it. */
import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import type { ExposureSummary } from "#contracts/exposure.ts";

/** Scrolled less than this, one looks at the newest, and new rows may push the others down. */
const atTopPx = 4;

/** @param box the element that scrolls. */
export function useKeptPlace(
  box: RefObject<HTMLElement | null>,
  rows: readonly ExposureSummary[],
  rowPx: number,
): void {
  const top = useRef<{ id: number; at: number; count: number } | null>(null);
  const note = useRef<() => void>(() => {});
  note.current = () => {
    const scrolled = box.current?.scrollTop ?? 0;
    const at = Math.floor(scrolled / rowPx);
    const id = rows[at]?.exposureId;
    top.current = scrolled <= atTopPx || id === undefined ? null : { id, at, count: rows.length };
  };
  useLayoutEffect(() => {
    const kept = top.current;
    if (kept !== null && box.current && rows.length > kept.count) {
      const added = rows.length - kept.count;
      // Only rows that came in above move anything; another order or filter begins where it was.
      if (rows[kept.at + added]?.exposureId === kept.id) box.current.scrollTop += added * rowPx;
    }
    note.current();
  }, [box, rows, rowPx]);
  useEffect(() => {
    const element = box.current;
    const onScroll = (): void => note.current();
    element?.addEventListener("scroll", onScroll, { passive: true });
    return () => element?.removeEventListener("scroll", onScroll);
  }, [box]);
}
