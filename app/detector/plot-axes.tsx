/** Ticks, numbers and thin lines of a small plot. */
import { type Axis, placeOf } from "./plot-axis.ts";

export interface PlotAxesProps {
  x: Axis;
  y: Axis;
  xTicks: readonly number[];
  /** Place on the y axis and what is printed there. */
  yTicks: readonly (readonly [number, string])[];
  xText: (value: number) => string;
  xName: string;
}

export function PlotAxes({ x, y, xTicks, yTicks, xText, xName }: PlotAxesProps) {
  const levels = yTicks.map(([at]) => `M${x.fromPx} ${Math.round(placeOf(y, at)) + 0.5}H${x.toPx}`).join("");
  const marks = xTicks.map((at) => `M${Math.round(placeOf(x, at)) + 0.5} ${y.fromPx}v4`).join("");
  return (
    <g fill="var(--quiet)">
      <path d={levels} stroke="var(--line)" />
      <path d={`M${x.fromPx} ${y.fromPx + 0.5}H${x.toPx}${marks}`} stroke="var(--strong-line)" />
      {yTicks.map(([at, text]) => (
        <text key={at} x={x.fromPx - 6} y={placeOf(y, at)} dy=".35em" textAnchor="end">
          {text}
        </text>
      ))}
      {xTicks.map((at) => (
        <text key={at} x={placeOf(x, at)} y={y.fromPx + 15} textAnchor="middle">
          {xText(at)}
        </text>
      ))}
      <text x={(x.fromPx + x.toPx) / 2} y={y.fromPx + 30} textAnchor="middle">
        {xName}
      </text>
    </g>
  );
}
