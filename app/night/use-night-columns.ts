/** The columns of a night: the very same object while they are the same, so that a delta draws only its own row again. */
import { useRef } from "react";
import { changedIn } from "#app/live/changed-in.ts";
import type { CameraView } from "#contracts/api.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { levelUnit } from "#contracts/metric-unit.ts";
import { foreignKeysOf } from "#contracts/night-table/foreign-columns.ts";
import { type NightColumns, nightColumns } from "#contracts/night-table/night-columns.ts";

interface Kept {
  camera: CameraView | null;
  columns: NightColumns;
  /** Exposures whose keys all have columns. */
  exposures: readonly ExposureSummary[];
}

/** @returns whether an exposure has a key that is no column yet, or may tell which FWHM or unit of levels the night has. */
function tellsMore(exposure: ExposureSummary, { columns }: Kept): boolean {
  if (columns.fwhm === "psf_fwhm_px" && exposure.metrics["psf_fwhm"] != null) return true;
  if (exposure.done > 0 && !columns.levels.includes(levelUnit([exposure]))) return true;
  for (const key in exposure.metrics) if (!columns.get(key)) return true;
  for (const key of foreignKeysOf(exposure)) if (!columns.get(key)) return true;
  return false;
}

/** @returns the columns of a camera's night; made anew only when some exposure tells of more. */
export function useNightColumns(
  camera: CameraView | null,
  name: string,
  exposures: readonly ExposureSummary[],
): NightColumns {
  const kept = useRef<Kept | null>(null);
  const before = kept.current;
  const changes = before?.camera === camera ? changedIn(before.exposures, exposures) : null;
  if (before === null || changes === null || changes.some(({ now }) => tellsMore(now, before))) {
    const of = camera ?? { name, pixelScaleArcsec: null, limits: [] };
    kept.current = { camera, columns: nightColumns(of, exposures), exposures };
  } else before.exposures = exposures;
  return (kept.current as Kept).columns;
}
