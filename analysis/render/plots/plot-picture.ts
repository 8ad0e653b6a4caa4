/** A plot as SVG without a font: frame, ticks, letters as strokes, and whatever is drawn inside. */
import { strokeText, type TextStyle } from "./stroke-font.ts";

/** A picture as the text of an SVG; whoever encodes it needs no font. */
export interface SvgPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly svg: string;
}

/** Colours of all plots: light on dark, as the pages are at night. */
export const ink = { paper: "#0d131c", line: "#33415a", text: "#a9b8cf", bright: "#eef4ff", accent: "#5cc8ff" };

export const plotWidthPx = 640;
export const plotHeightPx = 480;

/** A linear axis from `from` at `fromPx` to `to` at `toPx`. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly fromPx: number;
  readonly toPx: number;
}

export function placeOn({ from, to, fromPx, toPx }: Axis, value: number): number {
  return fromPx + ((value - from) / (to - from || 1)) * (toPx - fromPx);
}

export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** About `count` round values inside an axis, with as many digits as tell them apart. */
export function roundTicks({ from, to }: Pick<Axis, "from" | "to">, count: number): Tick[] {
  const span = to - from;
  if (!(span > 0)) return [{ at: from, text: String(Number(from.toPrecision(4))) }];
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks: Tick[] = [];
  for (let at = Math.ceil(from / step - 1e-9); at * step <= to + 1e-9 * span; at += 1) {
    ticks.push({ at: at * step, text: (at * step).toFixed(digits) });
  }
  return ticks;
}

/** @returns an SVG path that writes a text. */
export function label(text: string, x: number, y: number, style: Partial<TextStyle> & { color?: string } = {}): string {
  const { color = ink.text, sizePx = 11, anchor = "start" } = style;
  const d = strokeText(text, x, y, { sizePx, anchor });
  const width = Math.round(sizePx * 12) / 100;
  return `<path d="${d}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
}

export interface Axes {
  readonly x: Axis;
  readonly y: Axis;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly xName: string;
}

/** Frame, grid lines and numbers of a plot. */
export function drawAxes({ x, y, xTicks, yTicks, xName }: Axes): string {
  const parts: string[] = [];
  for (const { at, text } of xTicks) {
    const px = placeOn(x, at);
    parts.push(`<path d="M${px} ${y.fromPx}V${y.toPx}" stroke="${ink.line}" stroke-opacity=".5"/>`);
    parts.push(label(text, px, y.fromPx + 22, { anchor: "middle" }));
  }
  for (const { at, text } of yTicks) {
    const py = placeOn(y, at);
    parts.push(`<path d="M${x.fromPx} ${py}H${x.toPx}" stroke="${ink.line}" stroke-opacity=".5"/>`);
    parts.push(label(text, x.fromPx - 9, py + 5, { anchor: "end" }));
  }
  const [width, height] = [x.toPx - x.fromPx, y.fromPx - y.toPx];
  parts.push(
    `<rect x="${x.fromPx}" y="${y.toPx}" width="${width}" height="${height}" fill="none" stroke="${ink.line}"/>`,
    label(xName, (x.fromPx + x.toPx) / 2, plotHeightPx - 14, { anchor: "middle" }),
  );
  return parts.join("");
}

/** @returns the picture with its title and a note at the right of it. */
export function plotPicture(title: string, note: string, content: string): SvgPicture {
  const size = `width="${plotWidthPx}" height="${plotHeightPx}" viewBox="0 0 ${plotWidthPx} ${plotHeightPx}"`;
  const head =
    label(title, 20, 32, { sizePx: 14, color: ink.bright }) + label(note, plotWidthPx - 20, 32, { anchor: "end" });
  const paper = `<rect width="${plotWidthPx}" height="${plotHeightPx}" fill="${ink.paper}"/>`;
  return {
    widthPx: plotWidthPx,
    heightPx: plotHeightPx,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${paper}${head}${content}</svg>`,
  };
}
