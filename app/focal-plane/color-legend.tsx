/** The legend of a colour scale: its ends with unit, and a mark where values lie beyond. */
import { formatNumber } from "#app/format/number.ts";
import type { ValueRange } from "./color-scale.ts";

export interface ColorLegendProps {
  label: string;
  unit: string;
  digits: number;
  range: ValueRange | null;
  scale: readonly string[];
  /** What has the colours. */
  what?: string;
}

/** @returns enough digits to tell the ends of a range apart. */
function digitsOf(range: ValueRange | null, digits: number): number {
  if (range === null || range.to === range.from) return digits;
  return Math.min(5, Math.max(digits, Math.ceil(-Math.log10(range.to - range.from))));
}

export function ColorLegend({ label, unit, digits: usual, range, scale, what = "detectors" }: ColorLegendProps) {
  const digits = digitsOf(range, usual);
  const name = unit === "" ? label : `${label}, ${unit}`;
  return (
    <figcaption className="mt-2 text-small">
      <div className="flex items-baseline justify-between font-mono">
        <span data-tip={range?.clippedBelow ? `some ${what} lie below; they have this end's colour` : undefined}>
          {range ? `${range.clippedBelow ? "≤ " : ""}${formatNumber(range.from, digits)}` : "–"}
        </span>
        <span className="label font-sans">{name}</span>
        <span data-tip={range?.clippedAbove ? `some ${what} lie above; they have this end's colour` : undefined}>
          {range ? `${range.clippedAbove ? "≥ " : ""}${formatNumber(range.to, digits)}` : "–"}
        </span>
      </div>
      <div
        className={`mt-1 h-1.5 rounded-sm ${range ? "" : "opacity-25"}`}
        style={{ background: `linear-gradient(to right, ${scale.join(",")})` }}
      />
    </figcaption>
  );
}
