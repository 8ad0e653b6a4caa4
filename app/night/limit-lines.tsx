/** Limits in a plot: dashed for a warning, solid for an error, with the value at the right end of each. */
import { usePlotArea, useXAxisScale, useYAxisScale } from "recharts";
import type { DrawnLimit } from "./drawn-limits.ts";

export function LimitLines({ limits, domain }: { limits: readonly DrawnLimit[]; domain: readonly [number, number] }) {
  const area = usePlotArea();
  const toX = useXAxisScale();
  const toY = useYAxisScale();
  if (!area || !toX || !toY) return null;
  const last = new Map(limits.map((line) => [`${line.level} ${line.side}`, line]));
  return limits.map((line) => {
    const { level, side, at, from, to } = line;
    const y = toY(at);
    if (y === undefined || y < area.y || y > area.y + area.height) return null;
    const left = toX(Math.max(from, domain[0])) ?? area.x;
    const right = toX(Math.min(to, domain[1])) ?? area.x + area.width;
    const color = level === "warn" ? "var(--warn)" : "var(--error)";
    return (
      <g key={`${level} ${side} ${from}`} data-limit={level} data-at={at}>
        <path
          d={`M${left} ${Math.round(y) + 0.5}H${right}`}
          stroke={color}
          strokeWidth={level === "warn" ? 1 : 1.5}
          strokeDasharray={level === "warn" ? "6 4" : "none"}
        />
        {last.get(`${level} ${side}`) === line && (
          <text x={right - 4} y={y - 3} textAnchor="end" fontSize={11} fill="var(--quiet)">
            {level === "warn" ? "▲ warning" : "■ error"} {side} {at}
          </text>
        )}
      </g>
    );
  });
}
