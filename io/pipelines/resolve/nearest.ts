/** Finds the word that a person probably meant. */

/** @returns ` Did you mean "x"?` when a known word is near, else the known words. */
export function suggestion(word: string, known: Iterable<string>): string {
  const words = [...known];
  const near = nearest(word, words);
  if (near !== null) return ` Did you mean "${near}"?`;
  if (words.length === 0) return " There is none here.";
  const shown = words.slice(0, 20).join(", ");
  return ` Known: ${shown}${words.length > 20 ? `, and ${words.length - 20} more` : ""}.`;
}

/** @returns the known word with the fewest edits, at most a third of its letters; null when none is near. */
export function nearest(word: string, known: readonly string[]): string | null {
  const wanted = word.toLowerCase();
  let best: string | null = null;
  let fewest = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= fewest) continue;
    const edits = editDistance(wanted, candidate.toLowerCase());
    if (edits < fewest) [best, fewest] = [candidate, edits];
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment). */
function editDistance(left: string, right: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      const replaced = (previous[column - 1] as number) + (same ? 0 : 1);
      let edits = Math.min(replaced, (previous[column] as number) + 1, (current[column - 1] as number) + 1);
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) edits = Math.min(edits, (before[column - 2] as number) + 1);
      current.push(edits);
    }
    [before, previous] = [previous, current];
  }
  return previous[right.length] as number;
}
