/** Runs something at once, but no more often than somebody can see. */

export interface AtMostEvery {
  /** Runs it once all that happens in this moment has happened, or when the pause since the last time is over. */
  soon: () => void;
  cancel: () => void;
}

export function atMostEvery(everyMs: number, run: () => void): AtMostEvery {
  let cancelNext: (() => void) | null = null;
  let ranAtMs = Number.NEGATIVE_INFINITY;
  function runNow(): void {
    cancelNext = null;
    ranAtMs = performance.now();
    run();
  }
  return {
    soon() {
      const waitMs = ranAtMs + everyMs - performance.now();
      cancelNext ??= waitMs > 0 ? byTimer(runNow, waitMs) : afterThis(runNow);
    },
    cancel() {
      cancelNext?.();
      cancelNext = null;
    },
  };
}

function byTimer(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

/** Sooner than any timer, of which a busy browser makes milliseconds. */
function afterThis(run: () => void): () => void {
  let isCancelled = false;
  queueMicrotask(() => {
    if (!isCancelled) run();
  });
  return () => {
    isCancelled = true;
  };
}
