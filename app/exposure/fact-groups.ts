/** The header's facts of an exposure in groups, each as it is printed or with why it is not there. */
import { utcInstant } from "#app/format/clock.ts";
import { formatNumber } from "#app/format/number.ts";
import { formatDec, formatRa } from "#app/format/sky-angle.ts";
import type { CameraView } from "#contracts/api.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { obsStartMs } from "#contracts/night-table/exposure-facts.ts";

export interface Fact {
  name: string;
  /** Null where the header is silent. */
  text: string | null;
}

export interface FactGroup {
  title: string;
  facts: Fact[];
}

function number(value: number | null | undefined, digits: number, unit: string): string | null {
  return value === null || value === undefined ? null : `${formatNumber(value, digits)}${unit}`;
}

function position(degrees: number | null | undefined, sexagesimal: (degrees: number) => string): string | null {
  return degrees === null || degrees === undefined ? null : `${sexagesimal(degrees)}  (${degrees.toFixed(5)}°)`;
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
        { name: "Start, UTC", text: startMs === null ? null : utcInstant(startMs).slice(0, 21) },
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
        { name: "RA", text: position(header?.raDeg, formatRa) },
        { name: "Dec", text: position(header?.decDeg, formatDec) },
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
