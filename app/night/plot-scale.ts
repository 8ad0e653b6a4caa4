/** Where values lie in a plot, in CSS pixels. Pure. */

export interface PlotScale {
  toX: (x: number) => number;
  toY: (y: number) => number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface PlotArea {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** @returns linear scales; the first of each range lies at the left and at the bottom. */
export function plotScale(
  { left, right, top, bottom }: PlotArea,
  [x0, x1]: readonly [number, number],
  [y0, y1]: readonly [number, number],
): PlotScale {
  const [perX, perY] = [(right - left) / (x1 - x0 || 1), (bottom - top) / (y1 - y0 || 1)];
  return {
    toX: (x) => left + (x - x0) * perX,
    toY: (y) => bottom - (y - y0) * perY,
    left,
    right,
    top,
    bottom,
  };
}

/** @returns up to four round numbers within a range. */
export function levelTicks([from, to]: readonly [number, number]): number[] {
  const raw = (to - from) / 3;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step); at * step <= to; at += 1) ticks.push(at * step);
  return ticks;
}
