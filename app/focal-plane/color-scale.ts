/** Colours of a scalar on the focal plane: cividis, a difference's two sides, or red alone, clipped to the bulk. */

/** Cividis (Nuñez, Anderton, Renslow 2018) at nine even steps; the same to people with colour vision deficiency. */
const cividis = ["#00224e", "#123570", "#3b496c", "#575d6d", "#707173", "#8a8678", "#a59c74", "#c3b369", "#fee838"];
const redOnly = ["#300000", "#480000", "#600000", "#7a0000", "#940000", "#ae0000", "#c80000", "#e40000", "#ff0000"];
/** PuOr of ColorBrewer (Harrower, Brewer 2003), purple below zero; its sides differ to people with colour vision deficiency. */
const purpleOrange = [
  "#542788",
  "#8073ac",
  "#b2abd2",
  "#d8daeb",
  "#f7f7f7",
  "#fee0b6",
  "#fdb863",
  "#e08214",
  "#b35806",
];
/** Blue below zero and orange above, dark between them: a page at night must not shine because nothing differs. */
const blueOrange = ["#8fc7ff", "#5a9bd8", "#34699c", "#233f5c", "#1c222c", "#573a1c", "#95602a", "#d18d43", "#ffc27a"];

/** The colour scales; `red` is for the theme that uses the red channel alone. */
export const scales = { cividis, red: redOnly } as const;

/** @returns the scale of a difference in a theme; in red it goes from dark to light. */
export function differenceScale(theme: string): readonly string[] {
  return theme === "red" ? redOnly : theme === "light" ? purpleOrange : blueOrange;
}

/** @returns the colour at `fraction` of a scale, mixed in sRGB between its steps; fractions beyond are clipped. */
export function colorAt(scale: readonly string[], fraction: number): string {
  const place = Math.min(Math.max(fraction, 0), 1) * (scale.length - 1);
  const from = scale[Math.floor(place)] ?? "#000000";
  const to = scale[Math.ceil(place)] ?? from;
  const part = place - Math.floor(place);
  const channel = (at: number): string => {
    const [a, b] = [Number.parseInt(from.slice(at, at + 2), 16), Number.parseInt(to.slice(at, at + 2), 16)];
    return Math.round(a + (b - a) * part)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

export interface ValueRange {
  from: number;
  to: number;
  /** Some values lie below or above and are drawn in the end's colour. */
  clippedBelow: boolean;
  clippedAbove: boolean;
}

/** Detectors that agree within this part of their value look alike: colours must not make a drama of noise. */
const leastSpan = 0.02;

/** @returns the range between the 2nd and 98th percentile of at least ten values, of all of fewer; null for none. */
export function valueRange(values: readonly number[]): ValueRange | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (min === undefined || max === undefined) return null;
  const clip = sorted.length >= 10 ? Math.floor(sorted.length * 0.02) : 0;
  const low = sorted[clip] ?? min;
  const high = sorted[sorted.length - 1 - clip] ?? max;
  const widen = Math.max(0, (leastSpan * Math.abs(low + high)) / 2 - (high - low)) / 2;
  const [from, to] = [low - widen, high + widen];
  return { from, to, clippedBelow: min < from, clippedAbove: max > to };
}

/** @returns a range of differences as far to both sides of zero, clipped as `valueRange`; null for none. */
export function differenceRange(values: readonly number[]): ValueRange | null {
  const sizes = values.map(Math.abs).sort((a, b) => a - b);
  const largest = sizes.at(-1);
  if (largest === undefined) return null;
  const clip = sizes.length >= 10 ? Math.floor(sizes.length * 0.02) : 0;
  const to = sizes[sizes.length - 1 - clip] ?? largest;
  return {
    from: -to,
    to,
    clippedBelow: values.some((value) => value < -to),
    clippedAbove: values.some((value) => value > to),
  };
}

/** @returns where a value lies in a range, 0 to 1; the middle of a range without extent. */
export function fractionOf(range: ValueRange, value: number): number {
  return range.to === range.from ? 0.5 : (value - range.from) / (range.to - range.from);
}
