/** What was read lately, so that going back and forth shows something at once while it is read again. */

/** A memory of a few values by key; the oldest goes first. */
export interface Recent<T> {
  get: (key: string) => T | null;
  set: (key: string, value: T) => void;
}

/** @returns an empty memory for at most `size` values. */
export function recentValuesOf<T>(size: number): Recent<T> {
  const kept = new Map<string, T>();
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => {
      kept.delete(key);
      kept.set(key, value);
      const [oldest] = kept.keys();
      if (kept.size > size && oldest !== undefined) kept.delete(oldest);
    },
  };
}
