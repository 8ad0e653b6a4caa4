/** A range that is drawn on a plot with the pointer, told apart from a click; Esc lets it go. */
import { type PointerEvent, useEffect, useRef, useState } from "react";

/** From the first corner to the last one, in CSS pixels of the plot. */
export interface Drag {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** A hand that trembles still clicks. */
const leastPx = 4;

export interface DragActions {
  onMove: (x: number, y: number) => void;
  /** @param adds Shift was held: the range is added to what is selected. */
  onDrawn: (drag: Drag, adds: boolean) => void;
  onTap: (x: number, y: number, pointerType: string) => void;
}

/** @returns the range while it is drawn, and the handlers of the element on which it is. */
export function useDrag({ onMove, onDrawn, onTap }: DragActions) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const start = useRef<{ x: number; y: number } | null>(null);
  const isDrawing = drag !== null;
  useEffect(() => {
    if (!isDrawing) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      start.current = null;
      setDrag(null);
    };
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, [isDrawing]);
  const at = ({ clientX, clientY, currentTarget }: PointerEvent): [number, number] => {
    const { left, top } = currentTarget.getBoundingClientRect();
    return [clientX - left, clientY - top];
  };
  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      if (event.button !== 0) return;
      const [x, y] = at(event);
      start.current = { x, y };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      const [x, y] = at(event);
      onMove(x, y);
      const from = start.current;
      if (!from) return;
      if (drag === null && Math.hypot(x - from.x, y - from.y) < leastPx) return;
      if (drag === null) event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({ x0: from.x, y0: from.y, x1: x, y1: y });
    },
    onPointerUp: (event: PointerEvent<HTMLElement>): void => {
      const from = start.current;
      start.current = null;
      if (!from) return;
      const [x, y] = at(event);
      if (drag === null) onTap(x, y, event.pointerType);
      else onDrawn({ ...drag, x1: x, y1: y }, event.shiftKey);
      setDrag(null);
    },
    onPointerCancel: (): void => {
      start.current = null;
      setDrag(null);
    },
  };
  return { drag, handlers };
}
