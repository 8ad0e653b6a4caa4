/** Numbers kept in ascending order while single ones come and go. */

/** Adds a value in its place. */
export function addSorted(sorted: number[], value: number): void {
  sorted.splice(placeOf(sorted, value), 0, value);
}

/** Takes out one of this value, which has to be there. */
export function removeSorted(sorted: number[], value: number): void {
  sorted.splice(placeOf(sorted, value), 1);
}

/** @returns where the first value stands that is not less. */
function placeOf(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
