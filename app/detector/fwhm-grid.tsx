/** FWHM over the detector: the number and the stars of every part, the colour only repeats the number. */
"use client";
import { colorAt, fractionOf, scales, type ValueRange, valueRange } from "#app/focal-plane/color-scale.ts";
import { useIsRed } from "#app/focal-plane/use-is-red.ts";
import { formatNumber } from "#app/format/number.ts";
import type { FwhmGridPlot } from "#contracts/plots.ts";
import { detectorOutline } from "./detector-outline.ts";
import { type PlotData, PlotFrame } from "./plot-frame.tsx";

/** In red, numbers are red on darker red: the lighter part of the scale would swallow them. */
const redCells = ["#000000", "#600000"];

export interface FwhmGridProps {
  data: PlotData<FwhmGridPlot>;
  sizePx: readonly [number, number];
  /** Arcsec a pixel; null leaves pixels. */
  scale: number | null;
}

export function FwhmGrid({ data, sizePx, scale }: FwhmGridProps) {
  const unit = scale === null ? "px" : "arcsec";
  return (
    <PlotFrame
      name="fwhm-grid"
      title="FWHM over the detector"
      unit={unit}
      tip="Median FWHM of the stars in equal parts of the detector, as it lies in the picture; below it the number of stars."
      data={data}
      inWords={(grid) => inWords(grid, scale ?? 1, unit)}
      draw={(grid, width) => <Drawing grid={grid} width={width} sizePx={sizePx} scale={scale ?? 1} />}
      note={(grid) => {
        const known = grid.fwhmPx.flatMap((fwhm) => (fwhm === null ? [] : [fwhm * (scale ?? 1)]));
        if (known.length === 0) return "no part has a star";
        return `${formatNumber(Math.min(...known), 2)} … ${formatNumber(Math.max(...known), 2)} ${unit}; ★ stars in the part`;
      }}
    />
  );
}

function inWords({ columns, fwhmPx, stars }: FwhmGridPlot, scale: number, unit: string): string {
  const cells = fwhmPx.map((fwhm, at) => {
    const place = `row ${Math.floor(at / columns) + 1} from below, column ${(at % columns) + 1}`;
    return fwhm === null ? `${place}: no stars` : `${place}: ${formatNumber(fwhm * scale, 2)} of ${stars[at]} stars`;
  });
  return `Median FWHM in ${unit}. ${cells.join("; ")}.`;
}

/** Parts that agree within a tenth look alike: the few stars of a part scatter by some percent. */
function widened(range: ValueRange | null): ValueRange | null {
  if (range === null) return null;
  const middle = (range.from + range.to) / 2;
  return { ...range, from: Math.min(range.from, middle * 0.95), to: Math.max(range.to, middle * 1.05) };
}

interface DrawingProps {
  grid: FwhmGridPlot;
  width: number;
  sizePx: readonly [number, number];
  scale: number;
}

function Drawing({ grid, width, sizePx, scale }: DrawingProps) {
  const isRed = useIsRed();
  const { columns, rows, fwhmPx, stars } = grid;
  const range = widened(valueRange(fwhmPx.flatMap((fwhm) => fwhm ?? [])));
  const outline = detectorOutline(sizePx[0], sizePx[1], width, 0);
  const [cellWidth, cellHeight] = [outline.width / columns, outline.height / rows];
  return fwhmPx.map((fwhm, at) => {
    const fraction = fwhm === null || range === null ? null : fractionOf(range, fwhm);
    const x = outline.left + (at % columns) * cellWidth;
    const y = outline.top + outline.height - (Math.floor(at / columns) + 1) * cellHeight;
    const fill = fraction === null ? "none" : colorAt(isRed ? redCells : scales.cividis, fraction);
    const ink = fraction === null ? "var(--quiet)" : isRed ? "#ff0000" : fraction > 0.5 ? "#000000" : "#ffffff";
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
      <g key={at} data-cell={at} data-value={fwhm ?? ""} textAnchor="middle" fill={ink}>
        <rect
          x={x + 1}
          y={y + 1}
          width={cellWidth - 2}
          height={cellHeight - 2}
          rx="2"
          fill={fill}
          stroke="var(--line)"
        />
        <text x={x + cellWidth / 2} y={y + cellHeight / 2} className="text-[13px] font-semibold">
          {fwhm === null ? "–" : formatNumber(fwhm * scale, 2)}
        </text>
        <text x={x + cellWidth / 2} y={y + cellHeight / 2 + 14}>
          {stars[at] ?? 0} ★
        </text>
      </g>
    );
  });
}
