/** The slope of a series that has outliers, such as the heap of a page over the hours. */

/** @returns the median of the slopes between all pairs of points (Theil 1950, Sen 1968); NaN for fewer than two. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const slopes = points.flatMap(([x0, y0], at) =>
    points.slice(at + 1).flatMap(([x1, y1]) => (x1 === x0 ? [] : [(y1 - y0) / (x1 - x0)])),
  );
  slopes.sort((left, right) => left - right);
  const middle = (slopes.length - 1) / 2;
  const low = slopes[Math.floor(middle)] ?? Number.NaN;
  const high = slopes[Math.ceil(middle)] ?? Number.NaN;
  return (low + high) / 2;
}
