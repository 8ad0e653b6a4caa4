/** The points of the night's plots, kept while exposures change: the point of an exposure that did not is the very same. */
import { useRef } from "react";
import { changedIn } from "#app/live/changed-in.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { changedPoints, type PlotAxis, type PlotPoint, plotPoints } from "./plot-points.ts";

interface Kept {
  exposures: readonly ExposureSummary[];
  axis: PlotAxis;
  points: readonly PlotPoint[];
}

function next({ exposures: before, axis, points }: Kept, exposures: readonly ExposureSummary[]): readonly PlotPoint[] {
  const changes = changedIn(before, exposures);
  return (changes === null ? null : changedPoints(points, changes)) ?? plotPoints(exposures, axis);
}

/** @returns the points in order of the axis. */
export function usePlotPoints(exposures: readonly ExposureSummary[], axis: PlotAxis): readonly PlotPoint[] {
  const kept = useRef<Kept | null>(null);
  const known = kept.current;
  if (known === null || known.axis !== axis) {
    kept.current = { exposures, axis, points: plotPoints(exposures, axis) };
  } else if (known.exposures !== exposures) {
    kept.current = { exposures, axis, points: next(known, exposures) };
  }
  return (kept.current as Kept).points;
}
