/** Medians of numbers in a buffer, by selection instead of sorting. */

/**
 * Median of the values that are not NaN; the mean of the two middle ones when their number is even.
 * Reorders `values`. @returns NaN when there is none.
 */
export function medianInPlace(values: Float32Array | Float64Array): number {
  let count = values.length;
  for (let i = 0; i < count; ) {
    const value = values[i] as number;
    if (Number.isNaN(value)) {
      count -= 1;
      values[i] = values[count] as number;
      values[count] = value;
    } else {
      i += 1;
    }
  }
  if (count === 0) return Number.NaN;
  const middle = count >> 1;
  const upper = selectInPlace(values, middle, count);
  if (count % 2 === 1) return upper;
  let lower = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < middle; i += 1) if ((values[i] as number) > lower) lower = values[i] as number;
  return (lower + upper) / 2;
}

/**
 * Quickselect (Hoare): reorders the first `count` values so that the `rank`-th smallest (from 0) is at its place,
 * smaller ones before and larger ones behind. No NaN among them. @returns that value.
 */
export function selectInPlace(values: Float32Array | Float64Array, rank: number, count: number): number {
  let left = 0;
  let right = count - 1;
  while (left < right) {
    const pivot = medianOfThree(values, left, (left + right) >> 1, right);
    let i = left;
    let j = right;
    while (i <= j) {
      while ((values[i] as number) < pivot) i += 1;
      while ((values[j] as number) > pivot) j -= 1;
      if (i <= j) {
        const swap = values[i] as number;
        values[i] = values[j] as number;
        values[j] = swap;
        i += 1;
        j -= 1;
      }
    }
    if (rank <= j) right = j;
    else if (rank >= i) left = i;
    else break;
  }
  return values[rank] as number;
}

function medianOfThree(values: Float32Array | Float64Array, i: number, j: number, k: number): number {
  const a = values[i] as number;
  const b = values[j] as number;
  const c = values[k] as number;
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
