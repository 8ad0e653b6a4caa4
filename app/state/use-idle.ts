/** Whether the page has had a moment of rest since something was first shown: what nobody misses waits for it. */
import { startTransition, useEffect, useState } from "react";

/** A page that is never at rest does not wait longer. */
const atMostMs = 1_000;

/** Runs something when the page rests; Safari does not tell when it does. @returns a function that cancels. */
function whenIdle(run: () => void): () => void {
  if (typeof window.requestIdleCallback !== "function") {
    const timer = setTimeout(run, 1);
    return () => clearTimeout(timer);
  }
  const handle = window.requestIdleCallback(run, { timeout: atMostMs });
  return () => window.cancelIdleCallback(handle);
}

/** @returns false at first, and true for good from the first rest after it; drawing that may be interrupted. */
export function useIdle(): boolean {
  const [isIdle, setIsIdle] = useState(false);
  useEffect(() => whenIdle(() => startTransition(() => setIsIdle(true))), []);
  return isIdle;
}
