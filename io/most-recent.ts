/** Values by key, of which only those that were asked for last are kept. */

/**
 * @param most how many are kept; the one that was asked for longest ago is forgotten first.
 * @returns what answers the value of a key, made where it is not kept.
 */
export function mostRecent<Value>(most: number): (key: string, make: () => Value) => Value {
  const kept = new Map<string, Value>();
  return (key, make) => {
    const value = kept.has(key) ? (kept.get(key) as Value) : make();
    // A map tells its keys in the order in which they came.
    kept.delete(key);
    kept.set(key, value);
    for (const oldest of kept.keys()) if (kept.size > most) kept.delete(oldest);
    return value;
  };
}
