/** The median FWHM in equal parts of the detector. */
import { detectorAxes } from "./detector-outline.ts";
import { ink, label, plotPicture, type SvgPicture } from "./plot-picture.ts";

export interface FwhmMap {
  readonly columns: number;
  readonly rows: number;
  /** Row by row from the first pixel; null where no star is. */
  readonly fwhmPx: readonly (number | null)[];
  readonly stars: readonly number[];
}

/** From small to large: of equal steps in lightness, and told apart by those who see fewer colours. */
const colors = ["#2b1d5c", "#3b4a93", "#2c7f9c", "#2bb08b", "#8fd35b", "#f7e64b"];

/** @param scaleArcsec of a pixel; null writes pixels. */
export function drawFwhmMap(
  { columns, rows, fwhmPx, stars }: FwhmMap,
  size: { readonly width: number; readonly height: number },
  scaleArcsec: number | null,
): SvgPicture {
  const { x, y, outline } = detectorAxes(size.width, size.height);
  const known = fwhmPx.filter((value) => value !== null);
  const { low, high } = rangeOf(known);
  const [cellWidth, cellHeight] = [(x.toPx - x.fromPx) / columns, (y.fromPx - y.toPx) / rows];
  const shown = (value: number) => (value * (scaleArcsec ?? 1)).toFixed(2);
  const cells = fwhmPx.map((value, at) => {
    const left = x.fromPx + (at % columns) * cellWidth;
    const top = y.fromPx - (Math.floor(at / columns) + 1) * cellHeight;
    const part = value === null ? null : (value - low) / (high - low);
    const fill = part === null ? "none" : colorAt(part);
    const text = part !== null && part > 0.55 ? ink.paper : ink.bright;
    const [cx, cy] = [left + cellWidth / 2, top + cellHeight / 2];
    const count = `${stars[at] ?? 0} ${stars[at] === 1 ? "star" : "stars"}`;
    return (
      `<rect x="${left}" y="${top}" width="${cellWidth}" height="${cellHeight}" fill="${fill}" stroke="${ink.paper}"/>` +
      label(value === null ? "-" : shown(value), cx, cy, { anchor: "middle", sizePx: 15, color: text }) +
      label(count, cx, cy + 20, { anchor: "middle", sizePx: 9, color: text })
    );
  });
  const unit = scaleArcsec === null ? "px" : "arcsec";
  const bar = known.length > 0 ? colorBar(shown(low), shown(high)) : "";
  return plotPicture("FWHM over the detector", `median of the stars, ${unit}`, cells.join("") + outline + bar);
}

/** Of the values, but a tenth of their middle at least: what hardly differs should not look as if it did. */
function rangeOf(values: readonly number[]): { low: number; high: number } {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const more = Math.max(0, (least + most) / 20 - (most - least)) / 2;
  return { low: least - more, high: most + more };
}

function colorBar(low: string, high: string): string {
  const [left, top, height] = [540, 96, 316];
  const steps = 48;
  const parts = Array.from({ length: steps }, (_, at) => {
    const y = top + height - ((at + 1) * height) / steps;
    return `<rect x="${left}" y="${y}" width="22" height="${height / steps + 0.5}" fill="${colorAt(at / (steps - 1))}"/>`;
  });
  return `${parts.join("")}${label(high, left + 11, top - 10, { anchor: "middle" })}${label(low, left + 11, top + height + 22, { anchor: "middle" })}`;
}

/** @param part from 0 to 1. */
function colorAt(part: number): string {
  const place = part * (colors.length - 1);
  const at = Math.min(colors.length - 2, Math.floor(place));
  const mixed = [1, 3, 5].map((from) => {
    const [one, other] = [colors[at] ?? "", colors[at + 1] ?? ""].map((color) =>
      Number.parseInt(color.slice(from, from + 2), 16),
    ) as [number, number];
    return Math.round(one + (other - one) * (place - at))
      .toString(16)
      .padStart(2, "0");
  });
  return `#${mixed.join("")}`;
}
