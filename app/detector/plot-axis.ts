/** Axes of the small plots: round ticks, and places in pixels. */

export interface Axis {
  from: number;
  to: number;
  /** Where `from` and `to` are drawn, in CSS pixels. */
  fromPx: number;
  toPx: number;
}

/** @returns where a value is drawn; the middle of an axis without extent. */
export function placeOf(axis: Axis, value: number): number {
  const part = axis.to === axis.from ? 0.5 : (value - axis.from) / (axis.to - axis.from);
  return axis.fromPx + part * (axis.toPx - axis.fromPx);
}

/** @returns multiples of 1, 2, 2.5 or 5 times a power of ten within a range, `most` of them or fewer. */
export function roundTicks(from: number, to: number, most: number): number[] {
  const raw = (to - from) / most;
  if (!(raw > 0) || !Number.isFinite(raw)) return [];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power;
  const ticks: number[] = [];
  // The ends count although 0.3 / 0.1 is a little less than 3.
  const [first, last] = [Math.ceil(from / step - 1e-9), Math.floor(to / step + 1e-9)];
  for (let at = first; at <= last; at += 1) ticks.push(Number((at * step).toPrecision(12)));
  return ticks;
}

/** @returns the powers of ten from 1 up to a count. */
export function decades(most: number): number[] {
  const ticks: number[] = [];
  for (let at = 1; at <= most; at *= 10) ticks.push(at);
  return ticks;
}
