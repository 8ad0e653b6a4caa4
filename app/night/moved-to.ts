/** Moving one of some keys to the place of another. */

/** @returns the keys with one of them at the place of another. */
export function movedTo(keys: readonly string[], key: string, to: string): string[] {
  const [from, target] = [keys.indexOf(key), keys.indexOf(to)];
  if (from < 0 || target < 0) return [...keys];
  const rest = keys.filter((each) => each !== key);
  rest.splice(target, 0, key);
  return rest;
}
