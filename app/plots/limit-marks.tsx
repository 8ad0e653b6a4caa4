/** Limits as lines through a whole plot: dashed for a warning, solid for an error, each with its value and its bands. */
import type { PlotScale } from "#app/night/plot-scale.ts";
import type { NightColumn } from "#contracts/night-table/night-column.ts";
import { type BandLimit, limitWords } from "./band-limits.ts";

export interface LimitMarksProps {
  lines: readonly BandLimit[];
  scale: PlotScale;
  /** On which axis the values lie: lines cross it. */
  axis: "x" | "y";
  /** Bars may have the colour of a line, which then needs a ground of its own. */
  isOverBars?: boolean;
}

/** Lines of bands lie near each other: their names stand one below the other, or side by side as far as there is room. */
const nameStepPx = { x: 13, y: 52 };
const letterPx = 6.3;

/** @returns the place of each line among those of its level, so that names of bands do not hide each other. */
export function placesByLevel(lines: readonly BandLimit[]): { line: BandLimit; place: number; of: number }[] {
  const byLevel = Map.groupBy(lines, ({ level }) => level);
  return [...byLevel.values()].flatMap((own) => own.map((line, place) => ({ line, place, of: own.length })));
}

/** @returns sign and value, with the bands where it is not for all. */
export function limitName({ level, side, at, bands }: BandLimit): string {
  const sign = level === "warn" ? "▲" : "■";
  return bands === null
    ? `${sign} ${level === "warn" ? "warning" : "error"} ${side} ${at}`
    : `${sign} ${bands.join("")} ${at}`;
}

export function LimitMarks({ lines, scale, axis, isOverBars = false }: LimitMarksProps) {
  const { left, right, top, bottom, toX, toY } = scale;
  const toPx = ({ at }: BandLimit): number => (axis === "x" ? toX(at) : toY(at));
  const [least, most] = axis === "x" ? [left, right] : [top, bottom];
  const inView = lines.filter((line) => toPx(line) >= least && toPx(line) <= most);
  const names = placesByLevel(inView).map(({ line, place, of }, index) => {
    const isEnd = axis === "y" || toPx(line) > (left + right) / 2;
    const step = Math.min(nameStepPx.y, (right - left - nameStepPx.y) / of);
    const x = axis === "y" ? right - 4 - place * step : toPx(line) + (isEnd ? -4 : 4);
    const y = axis === "y" ? toPx(line) - 4 : top + 10 + index * nameStepPx.x;
    return {
      key: `${line.level} ${line.side} ${line.at} ${line.bands?.join(" ")}`,
      name: limitName(line),
      x,
      y,
      isEnd,
    };
  });
  return (
    <>
      {inView.map((line) => {
        const { level, side, at, bands } = line;
        const across = Math.round(toPx(line)) + 0.5;
        const d = axis === "x" ? `M${across} ${top}V${bottom}` : `M${left} ${across}H${right}`;
        const words = bands?.join(" ");
        return (
          <g key={`${level} ${side} ${at} ${words}`} data-limit={level} data-at={at} data-bands={words}>
            {isOverBars && <path d={d} fill="none" stroke="var(--panel)" strokeWidth={4} />}
            <path
              d={d}
              fill="none"
              stroke={level === "warn" ? "var(--warn)" : "var(--error)"}
              strokeWidth={level === "warn" ? 1 : 1.5}
              strokeDasharray={level === "warn" ? "6 4" : undefined}
            />
          </g>
        );
      })}
      {names.map(({ key, name, x, y, isEnd }) => {
        const wide = name.length * letterPx;
        return (
          <g key={key}>
            <rect x={isEnd ? x - wide : x} y={y - 10} width={wide} height={13} fill="var(--panel)" opacity={0.85} />
            <text {...{ x, y }} textAnchor={isEnd ? "end" : "start"} fontSize={11} fill="var(--text)">
              {name}
            </text>
          </g>
        );
      })}
    </>
  );
}

export interface LimitNoteProps {
  of: Pick<NightColumn, "label" | "unit">;
  lines: readonly BandLimit[];
}

/** The same in words, for all who do not see the lines, and for those that lie beyond the axes. */
export function LimitNote({ of, lines }: LimitNoteProps) {
  if (lines.length === 0) return null;
  return (
    <p className="mt-1 text-small text-quiet" data-testid="plot-limits">
      Limits of {of.unit === "" ? of.label : `${of.label}, ${of.unit}`}: {limitWords(lines).join(" · ")}
    </p>
  );
}
