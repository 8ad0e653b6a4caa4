/** Shows the text of `data-tip` beside what is pointed at or focused, in the page's own colours (a browser's are white). */
"use client";
import { useEffect, useState } from "react";

interface Tip {
  text: string;
  x: number;
  y: number;
  above: boolean;
}

const showAfterMs = 250;

function tipOf(target: EventTarget | null): Tip | null {
  if (!(target instanceof Element)) return null;
  const holder = target.closest<HTMLElement>("[data-tip]");
  const text = holder?.dataset.tip;
  if (!holder || !text) return null;
  const box = holder.getBoundingClientRect();
  if (box.bottom < 0 || box.top > window.innerHeight) return null;
  const above = box.bottom + 90 > window.innerHeight;
  const x = Math.min(Math.max(box.left + box.width / 2, 160), window.innerWidth - 160);
  return { text, x, y: above ? box.top - 6 : box.bottom + 6, above };
}

export function TipLayer() {
  const [tip, setTip] = useState<Tip | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hide = (): void => {
      clearTimeout(timer);
      setTip(null);
    };
    // The place is taken when the tip is shown: what gets the focus may still be scrolling into view.
    const showLater = (target: EventTarget | null): void => {
      clearTimeout(timer);
      if (tipOf(target) === null) setTip(null);
      else timer = setTimeout(() => setTip(tipOf(target)), showAfterMs);
    };
    const show = (event: Event): void => showLater(event.target);
    const onScroll = (): void => {
      hide();
      const focused = document.activeElement;
      if (focused?.matches(":focus-visible")) showLater(focused);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape") hide();
    };
    const abort = new AbortController();
    const options = { signal: abort.signal, capture: true, passive: true };
    document.addEventListener("pointerover", show, options);
    document.addEventListener("focusin", show, options);
    document.addEventListener("pointerdown", hide, options);
    document.addEventListener("scroll", onScroll, options);
    document.addEventListener("keydown", onKey, options);
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, []);
  if (tip === null) return null;
  return (
    <div
      role="tooltip"
      className="pointer-events-none fixed z-50 w-max max-w-80 -translate-x-1/2 rounded-panel border border-strong-line bg-raised px-3 py-2 text-small text-text whitespace-pre-line"
      style={{ left: tip.x, top: tip.y, transform: tip.above ? "translateY(-100%)" : undefined }}
    >
      {tip.text}
    </div>
  );
}
