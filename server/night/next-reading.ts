/** Many who ask at once for the same share one reading. */

/**
 * @returns a function that reads; who asks while a reading is under way shares the one after it with all others who
 * wait, and never gets one that began before he asked.
 */
export function nextReading<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> | null = null;
  let next: Promise<T> | null = null;
  function begin(): Promise<T> {
    next = null;
    const reading = read();
    const over = reading
      .catch(() => undefined)
      .then(() => {
        if (running === over) running = null;
      });
    running = over;
    return reading;
  }
  return () => {
    if (running === null) return begin();
    next ??= running.then(begin);
    return next;
  };
}
