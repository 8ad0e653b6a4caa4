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
  const above = box.bottom + 90 > window.innerHeight;
  const x = Math.min(Math.max(box.left + box.width / 2, 160), window.innerWidth - 160);
  return { text, x, y: above ? box.top - 6 : box.bottom + 6, above };
}

export function TipLayer() {
  const [tip, setTip] = useState<Tip | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (event: Event): void => {
      clearTimeout(timer);
      const next = tipOf(event.target);
      if (next === null) setTip(null);
      else timer = setTimeout(() => setTip(next), showAfterMs);
    };
    const hide = (event: Event): void => {
      if (event instanceof KeyboardEvent && event.key !== "Escape") return;
      clearTimeout(timer);
      setTip(null);
    };
    const abort = new AbortController();
    const options = { signal: abort.signal, capture: true, passive: true };
    document.addEventListener("pointerover", show, options);
    document.addEventListener("focusin", show, options);
    for (const event of ["pointerdown", "scroll", "keydown"]) document.addEventListener(event, hide, options);
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
