/** The header's facts of an exposure in groups, each as it is printed or with why it is not there. */
import { utcInstant, zoneClock } from "#app/format/clock.ts";
import { formatNumber } from "#app/format/number.ts";
import { formatDec, formatRa } from "#app/format/sky-angle.ts";
import type { CameraView } from "#contracts/api.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { taiOfUtc } from "#contracts/leap-seconds.ts";
import { obsStartMs } from "#contracts/night-table/exposure-facts.ts";

export interface Fact {
  name: string;
  /** Null where the header is silent. */
  text: string | null;
  /** The same in another writing: a coordinate in degrees. */
  other?: string;
}

export interface FactGroup {
  title: string;
  facts: Fact[];
}

function number(value: number | null | undefined, digits: number, unit: string): string | null {
  return value === null || value === undefined ? null : `${formatNumber(value, digits)}${unit}`;
}

/** A coordinate in both writings. */
function position(name: string, degrees: number | null | undefined, sexagesimal: (degrees: number) => string): Fact {
  if (degrees === null || degrees === undefined) return { name, text: null };
  return { name, text: sexagesimal(degrees), other: `${degrees.toFixed(5)}°` };
}

/** One instant by the clocks that people ask for: UTC first. */
function instants(name: string, utcMs: number | null, timeZone: string | null): Fact[] {
  const utc: Fact = { name: `${name}, UTC`, text: utcMs === null ? null : utcInstant(utcMs).slice(0, 21) };
  if (utcMs === null) return [utc];
  const tai: Fact = { name: `${name}, TAI`, text: utcInstant(taiOfUtc(utcMs)).slice(0, 21) };
  if (timeZone === null || timeZone === "UTC") return [utc, tai];
  return [utc, { name: `${name}, local`, text: zoneClock(utcMs, timeZone) }, tai];
}

/** @returns the four groups: time, pointing, instrument, observation. */
export function factGroups(exposure: ExposureSummary, camera: CameraView | null): FactGroup[] {
  const { header } = exposure;
  const startMs = obsStartMs(exposure);
  const filter = [header?.band, header?.physicalFilter].filter(Boolean).join(" · ");
  return [
    {
      title: "Time",
      facts: [
        ...instants("Start", startMs, camera?.timeZone ?? null),
        { name: "Exposure time", text: number(header?.exposureTimeS, 1, " s") },
        {
          name: "First event, UTC",
          text: exposure.firstEventAtMs === null ? null : utcInstant(exposure.firstEventAtMs).slice(0, 21),
        },
      ],
    },
    {
      title: "Pointing",
      facts: [
        position("RA", header?.raDeg, formatRa),
        position("Dec", header?.decDeg, formatDec),
        { name: "Altitude", text: number(header?.altitudeDeg, 2, "°") },
        { name: "Azimuth", text: number(header?.azimuthDeg, 2, "°") },
        { name: "Airmass", text: number(header?.airmass, 3, "") },
      ],
    },
    {
      title: "Instrument",
      facts: [
        { name: "Camera", text: camera?.title ?? exposure.camera },
        { name: "Filter", text: filter || null },
        { name: "Pixel scale", text: number(camera?.pixelScaleArcsec, 3, " arcsec/px") },
        { name: "Detectors", text: camera ? String(camera.detectors.length) : null },
      ],
    },
    {
      title: "Observation",
      facts: [
        { name: "Type", text: header?.imageType ?? null },
        { name: "Target", text: header?.target ?? null },
        { name: "Program", text: header?.program ?? null },
        { name: "Reason", text: header?.observationReason ?? null },
        { name: "Obs id", text: exposure.obsId },
        { name: "Exposure id", text: String(exposure.exposureId) },
      ],
    },
  ];
}
