/** Limits in a plot: dashed for a warning, solid for an error, with the value at the right end of each. */
import type { DrawnLimit } from "./drawn-limits.ts";
import type { PlotScale } from "./plot-scale.ts";

export function LimitLines({ limits, scale }: { limits: readonly DrawnLimit[]; scale: PlotScale }) {
  const { toX, toY, left, right, top, bottom } = scale;
  const last = new Map(limits.map((line) => [`${line.level} ${line.side}`, line]));
  return limits.map((line) => {
    const { level, side, at, from, to } = line;
    const y = toY(at);
    if (y < top || y > bottom) return null;
    const [start, end] = [Math.max(left, toX(from)), Math.min(right, toX(to))];
    const color = level === "warn" ? "var(--warn)" : "var(--error)";
    return (
      <g key={`${level} ${side} ${from}`} data-limit={level} data-at={at}>
        <path
          d={`M${start.toFixed(1)} ${Math.round(y) + 0.5}H${end.toFixed(1)}`}
          fill="none"
          stroke={color}
          strokeWidth={level === "warn" ? 1 : 1.5}
          strokeDasharray={level === "warn" ? "6 4" : undefined}
        />
        {last.get(`${level} ${side}`) === line && (
          // Its outline in the ground's colour keeps it legible over dots and other lines.
          <text
            {...{ x: end - 4, y: y - 4, textAnchor: "end", fontSize: 11, fill: "var(--quiet)" }}
            {...{ stroke: "var(--panel)", strokeWidth: 4, strokeLinejoin: "round", paintOrder: "stroke" }}
          >
            {level === "warn" ? "▲ warning" : "■ error"} {side} {at}
          </text>
        )}
      </g>
    );
  });
}
