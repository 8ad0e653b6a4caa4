/** The names nearest to a misspelt one. */

/** @returns the fewest letters to insert, drop, change or swap with the next, to make `b` of `a`. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** @returns up to three of the names that are near to a word: those it begins, then by distance. */
export function nearestNames(word: string, names: readonly string[]): string[] {
  const low = word.toLowerCase();
  const most = Math.max(1, Math.floor(low.length / 3));
  return [...new Set(names)]
    .map((name) => {
      const other = name.toLowerCase();
      const begins = low.length >= 2 && (other.startsWith(low) || other.split("_").includes(low));
      return { name, distance: begins ? 0.5 : editDistance(low, other) };
    })
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}
