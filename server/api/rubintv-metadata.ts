/** A night as the `metadata.json` of RubinTV, for the scripts that read that: `{seq: {column: value, _column: class}}`. */
import type { ExposureSummary } from "#contracts/exposure.ts";
import { taiOfUtc } from "#contracts/leap-seconds.ts";
import { obsStartMs } from "#contracts/night-table/exposure-facts.ts";
import type { NightColumns } from "#contracts/night-table/night-columns.ts";

type MetadataValue = string | number | null;
export type RubinTvMetadata = Record<string, Record<string, MetadataValue>>;

/** RubinTV's colour of a filter cell, by band. */
const bandClasses = new Set(["u", "g", "r", "i", "z", "y"]);
const levelClasses = { error: "bad", warn: "warning" } as const;

/** Columns of RubinTV that mean the same here; the estimators are in `GET /api/metrics`. */
const sameMetrics: Record<string, string> = {
  "PSF FWHM (median)": "psf_fwhm",
  "PostISR pixel median": "postisr_pixel_median",
};

function headerColumns(exposure: ExposureSummary): Record<string, MetadataValue> {
  const { header } = exposure;
  if (header === null) return {};
  const startMs = obsStartMs(exposure);
  const { altitudeDeg } = header;
  return {
    "Exposure time": header.exposureTimeS,
    "Image type": header.imageType,
    Filter: header.physicalFilter ?? header.band,
    Target: header.target,
    Program: header.program,
    Reason: header.observationReason,
    Airmass: header.airmass,
    RA: header.raDeg,
    Dec: header.decDeg,
    Azimuth: header.azimuthDeg,
    Elevation: altitudeDeg,
    "Zenith Angle": altitudeDeg === null ? null : 90 - altitudeDeg,
    // In TAI there.
    "Date begin": startMs === null ? null : new Date(taiOfUtc(startMs)).toISOString().replace("Z", ""),
  };
}

/** @returns one exposure's columns, with the classes of cells whose value breaks a limit. */
function rowOf(exposure: ExposureSummary, night: NightColumns): Record<string, MetadataValue> {
  const row = headerColumns(exposure);
  const band = exposure.header?.band?.toLowerCase() ?? "";
  if (bandClasses.has(band)) row["_Filter"] = `${band}_color`;
  for (const name of [...Object.entries(sameMetrics), ...Object.keys(exposure.metrics).map((key) => [key, key])]) {
    const [shown = "", key = ""] = name;
    row[shown] = exposure.metrics[key] ?? null;
    const level = night.get(key)?.judge?.(exposure).level;
    if (level === "error" || level === "warn") row[`_${shown}`] = levelClasses[level];
  }
  return row;
}

/** @returns the night's metadata, by sequence number without leading zeros. */
export function rubinTvMetadata(exposures: readonly ExposureSummary[], night: NightColumns): RubinTvMetadata {
  return Object.fromEntries(exposures.map((exposure) => [String(exposure.seqNum), rowOf(exposure, night)]));
}
