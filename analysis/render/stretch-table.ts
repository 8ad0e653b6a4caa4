/** The asinh stretch as a table: a picture has a million pixels and 256 greys. */

const greys = 256;
/** Entry points into the thresholds. */
const steps = 4096;

/**
 * Grey of a part of the range, 0 to 1: 255 asinh(part / softness) / asinh(1 / softness), rounded; 0 for NaN. The parts
 * where one grey ends and the next begins are found beforehand to the last bit.
 * @param softness where the stretch turns from linear to logarithmic, as a part of the range.
 */
export function stretchTable(softness: number): (part: number) => number {
  const scale = (greys - 1) / Math.asinh(1 / softness);
  const grayOf = (part: number) => Math.round(scale * Math.asinh(part / softness));
  const thresholds = new Float64Array(greys + 1).fill(Number.POSITIVE_INFINITY);
  thresholds[0] = 0;
  for (let gray = 1; gray < greys; gray += 1) {
    let below = thresholds[gray - 1] as number;
    let from = 1;
    for (;;) {
      const half = (below + from) / 2;
      if (half === below || half === from) break;
      if (grayOf(half) >= gray) from = half;
      else below = half;
    }
    thresholds[gray] = from;
  }
  const entries = new Uint8Array(steps + 1);
  for (let step = 1, gray = 0; step <= steps; step += 1) {
    while ((thresholds[gray + 1] as number) <= step / steps) gray += 1;
    entries[step] = gray;
  }
  return (part) => {
    if (!(part >= 0)) return 0;
    let gray = entries[Math.floor(part * steps)] as number;
    while ((thresholds[gray + 1] as number) <= part) gray += 1;
    return gray;
  };
}
