/** Whether the sources of an image are drawn out in one direction: tracking was off, or on something that moves. */
import { medianInPlace } from "../stats/median.ts";

export interface Trails {
  /** Median 1 − b/a of the sources. */
  readonly elongation: number;
  /** How well their directions agree, from 0 (any) to 1 (all the same). */
  readonly agreement: number;
  /** Their common direction from +x, degrees from 0 to 180. */
  readonly angleDeg: number;
  readonly sources: number;
}

const minSources = 5;
const minElongation = 0.5;
const minAgreement = 0.7;

/** @returns the trails' common shape, or null when there are too few sources or they are not drawn out together. */
export function findTrails(
  sources: readonly { readonly a: number; readonly b: number; readonly theta: number }[],
): Trails | null {
  if (sources.length < minSources) return null;
  const elongation = medianInPlace(Float64Array.from(sources, ({ a, b }) => 1 - b / a));
  const cos = sources.reduce((sum, { theta }) => sum + Math.cos(2 * theta), 0) / sources.length;
  const sin = sources.reduce((sum, { theta }) => sum + Math.sin(2 * theta), 0) / sources.length;
  const agreement = Math.hypot(cos, sin);
  if (!(elongation >= minElongation && agreement >= minAgreement)) return null;
  const angleDeg = ((Math.atan2(sin, cos) * 90) / Math.PI + 180) % 180;
  return { elongation, agreement, angleDeg, sources: sources.length };
}
