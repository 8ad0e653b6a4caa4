/** Keeps what was used last, up to a number of bytes. */

export interface BoundedCache<T> {
  get(key: string): T | undefined;
  /** What alone is larger than the bound is not kept. */
  set(key: string, value: T, bytes: number): void;
  delete(key: string): void;
  /** Bytes that are kept now. */
  readonly bytes: number;
}

/** @param mostBytes bound of the sum of all that is kept; the longest unused goes first. */
export function boundedCache<T>(mostBytes: number): BoundedCache<T> {
  const kept = new Map<string, { value: T; bytes: number }>();
  let total = 0;

  function remove(key: string): void {
    total -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  }

  return {
    get bytes() {
      return total;
    },
    get(key) {
      const found = kept.get(key);
      if (!found) return undefined;
      // A map keeps the order of insertion: what is used goes to its end.
      kept.delete(key);
      kept.set(key, found);
      return found.value;
    },
    set(key, value, bytes) {
      remove(key);
      if (bytes > mostBytes) return;
      kept.set(key, { value, bytes });
      total += bytes;
      for (const oldest of kept.keys()) {
        if (total <= mostBytes) break;
        remove(oldest);
      }
    },
    delete: remove,
  };
}
