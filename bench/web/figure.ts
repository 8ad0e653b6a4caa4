/** A measured figure beside what was wanted, and the table that shows them. */

export interface Figure {
  what: string;
  value: number;
  unit: string;
  /** The most that was wanted; null for a figure that only tells. */
  atMost: number | null;
}

/** @returns whether the figure is what was wanted; null where nothing was. NaN, a figure that could not be had, is not. */
export function isMet({ value, atMost }: Figure): boolean | null {
  return atMost === null ? null : value <= atMost;
}

/** @returns three significant digits, and whole numbers above 100. */
export function shown(value: number, unit: string): string {
  const text = Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
  return `${Number.isNaN(value) ? "not had" : text} ${unit}`;
}

/** @returns the figures as the lines of a Markdown table. */
export function figureTable(figures: readonly Figure[]): string[] {
  const met = (figure: Figure): string => ({ true: "met", false: "**missed**", null: "" })[`${isMet(figure)}`];
  return [
    "| what | measured | wanted | |",
    "|---|---|---|---|",
    ...figures.map((figure) => {
      const { what, value, unit, atMost } = figure;
      return `| ${what} | ${shown(value, unit)} | ${atMost === null ? "" : `≤ ${shown(atMost, unit)}`} | ${met(figure)} |`;
    }),
  ];
}
