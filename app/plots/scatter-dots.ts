/** Two columns of a night against each other, coloured by a third: where each exposure lies. Pure. */
import { fractionOf, type ValueRange, valueRange } from "#app/focal-plane/color-scale.ts";
import { drawnAt, numberOf } from "#app/night/metric-dots.ts";
import { robustDomain } from "#app/night/plot-points.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { NightColumn } from "#contracts/night-table/night-column.ts";

type Valued = Pick<NightColumn, "value">;

export interface ScatterColumns<C> {
  x: C;
  y: C;
  color: C;
}

export interface ScatterDot {
  exposure: ExposureSummary;
  /** The values at which it is drawn. */
  x: number;
  y: number;
  /** Place on the colour scale, 0 to 1; null has no value there, and no colour. */
  shade: number | null;
  /** Beyond an axis, and drawn hollow at its edge. */
  outside: boolean;
}

export interface Scatter {
  /** In order of x. */
  dots: ScatterDot[];
  xRange: [number, number];
  yRange: [number, number];
  colors: ValueRange | null;
  /** Exposures without one of the two values: they have no place. */
  missing: number;
}

/** @returns the three keys of `scatter=x,y,color`; null where they are not three that can be plotted. */
export function readScatterKeys(text: string | null, canPlot: (key: string) => boolean): ScatterColumns<string> | null {
  const [x, y, color] = (text ?? "").split(",");
  return x && y && color && [x, y, color].every(canPlot) ? { x, y, color } : null;
}

/** @param limits that are kept in view where they are near. @returns the dots of all exposures that have both values. */
export function scatterDots(
  exposures: readonly ExposureSummary[],
  { x, y, color }: ScatterColumns<Valued>,
  limits: { x: readonly number[]; y: readonly number[] } = { x: [], y: [] },
): Scatter {
  const known = exposures.flatMap((exposure) => {
    const [atX, atY] = [numberOf(x, exposure), numberOf(y, exposure)];
    return atX === null || atY === null ? [] : [{ exposure, atX, atY, value: numberOf(color, exposure) }];
  });
  const xRange = robustDomain(
    known.map(({ atX }) => atX),
    limits.x,
  );
  const yRange = robustDomain(
    known.map(({ atY }) => atY),
    limits.y,
  );
  const colors = valueRange(known.flatMap(({ value }) => value ?? []));
  const dots = known.map(({ exposure, atX, atY, value }): ScatterDot => {
    const [inX, inY] = [drawnAt(atX, xRange), drawnAt(atY, yRange)];
    return {
      exposure,
      x: inX.at,
      y: inY.at,
      shade: value === null || colors === null ? null : Math.min(1, Math.max(0, fractionOf(colors, value))),
      outside: inX.outside || inY.outside,
    };
  });
  return {
    dots: dots.sort((a, b) => a.x - b.x),
    xRange,
    yRange,
    colors,
    missing: exposures.length - known.length,
  };
}
