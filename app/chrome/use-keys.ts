/** Keys of a page; silent while someone types, holds a modifier, or has a dialog open. */
import { useEffect, useRef } from "react";

export type KeyActions = Record<string, (event: KeyboardEvent) => void>;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input, textarea, select, [role='radio']");
}

/** Space presses what has the focus before it means anything to the page. */
function isPressing({ key, target }: KeyboardEvent): boolean {
  return key === " " && target instanceof HTMLElement && target.closest("a, button, summary, video") !== null;
}

/** Listens while the component is shown; `actions` may change with every render. */
export function useKeys(actions: KeyActions): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || isPressing(event) || document.querySelector("dialog[open]")) return;
      const action = latest.current[event.key];
      if (!action) return;
      event.preventDefault();
      action(event);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
