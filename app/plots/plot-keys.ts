/** Which columns a night's strip charts show, as the address writes them, and changes of that choice. */

/** More than these do not fit a page, and no eye. */
export const mostPlots = 12;

/** @returns the keys of `plots=a,b` that can be plotted, each once; null where the address names none: the usual ones. */
export function readPlotKeys(text: string | null, canPlot: (key: string) => boolean): string[] | null {
  const keys = [...new Set((text ?? "").split(",").filter((key) => key !== "" && canPlot(key)))];
  return keys.length === 0 ? null : keys.slice(0, mostPlots);
}

/** @returns the keys with another behind them, or without it where it is among them; one always stays. */
export function togglePlot(keys: readonly string[], key: string): string[] {
  if (!keys.includes(key)) return keys.length >= mostPlots ? [...keys] : [...keys, key];
  return keys.length === 1 ? [...keys] : keys.filter((each) => each !== key);
}

/** @returns the keys with one of them moved by some places, as far as there are any. */
export function movePlot(keys: readonly string[], key: string, by: number): string[] {
  const from = keys.indexOf(key);
  if (from < 0) return [...keys];
  const next = keys.filter((each) => each !== key);
  next.splice(Math.max(0, Math.min(next.length, from + by)), 0, key);
  return next;
}
