/** Runs something at once, but no more often than somebody can see. */

export interface AtMostEvery {
  /** Runs it once all that happens in this moment has happened, or when the pause since the last time is over. */
  soon: () => void;
  cancel: () => void;
}

export function atMostEvery(everyMs: number, run: () => void): AtMostEvery {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let ranAtMs = Number.NEGATIVE_INFINITY;
  return {
    soon() {
      timer ??= setTimeout(
        () => {
          timer = null;
          ranAtMs = performance.now();
          run();
        },
        Math.max(0, ranAtMs + everyMs - performance.now()),
      );
    },
    cancel() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
