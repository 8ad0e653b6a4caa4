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
  // Asking the box where it stands would lay out the whole table at every change; its scroll events tell.
  const scrolled = useRef(0);
  const before = useRef(rows);
  useLayoutEffect(() => {
    const added = rows.length - before.current.length;
    const at = Math.floor(scrolled.current / rowPx);
    const id = before.current[at]?.exposureId;
    before.current = rows;
    // Only rows that came in above move anything; another order or filter begins where it was.
    if (added <= 0 || scrolled.current <= atTopPx || id === undefined || !box.current) return;
    if (rows[at + added]?.exposureId !== id) return;
    scrolled.current += added * rowPx;
    box.current.scrollTop = scrolled.current;
  }, [box, rows, rowPx]);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const onScroll = (): void => {
      scrolled.current = element.scrollTop;
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => element.removeEventListener("scroll", onScroll);
  }, [box]);
}
