/** All columns that a night has: facts, metrics with their spread, the worst limit, and metrics from outside. */
import type { ExposureSummary } from "../exposure.ts";
import type { CameraLimit, MetricLevel } from "../limits.ts";
import { levelUnit } from "../metric-unit.ts";
import { limitsOf } from "../metrics.ts";
import type { QueryRow } from "../query/run-query.ts";
import { clockColumns } from "./clock-columns.ts";
import { fwhmMetric } from "./exposure-facts.ts";
import { factColumns } from "./fact-columns.ts";
import { foreignColumns, foundColumns } from "./foreign-columns.ts";
import { metricColumns } from "./metric-columns.ts";
import type { NightColumn } from "./night-column.ts";

/** What of a camera the columns depend on. */
export interface ColumnCamera {
  name: string;
  pixelScaleArcsec: number | null;
  /** IANA name of the observatory's own; UTC where it is not told. */
  timeZone?: string;
  limits: readonly CameraLimit[];
}

export interface NightColumns {
  all: readonly NightColumn[];
  get: (key: string) => NightColumn | undefined;
  /** Key of the FWHM that this night can show. */
  fwhm: string;
  /** Unit of the levels of its pixels. */
  levels: string;
  /** Whether any limit is agreed for this camera. */
  hasLimits: boolean;
}

const ranks: Record<MetricLevel, number> = { error: 3, warn: 2, within: 1, "no-limit": 0 };
const worstWords = [null, "ok", "warning", "error"] as const;

function worstColumn(judged: readonly NightColumn[]): NightColumn {
  return {
    key: "limits",
    label: "Limits",
    unit: "",
    digits: null,
    topic: "progress",
    level: "exposure",
    type: "text",
    aliases: ["worst"],
    definition: "The worst standing of the exposure's metrics to their limits: ok, warning or error.",
    value: (exposure) => {
      let worst = 0;
      for (const { judge } of judged) worst = Math.max(worst, judge ? ranks[judge(exposure).level] : 0);
      return worstWords[worst] ?? null;
    },
  };
}

/** @returns the columns of a camera's night. */
export function nightColumns(camera: ColumnCamera, exposures: readonly ExposureSummary[]): NightColumns {
  const fwhm = fwhmMetric(exposures, camera.pixelScaleArcsec);
  const levels = levelUnit(exposures.filter(({ done }) => done > 0));
  const ofMetrics = metricColumns(fwhm, levels, (key) => limitsOf(key, camera));
  const judged = ofMetrics.filter(({ key }) => limitsOf(key, camera).length > 0);
  const known = [...factColumns, ...clockColumns(camera.timeZone ?? "UTC"), worstColumn(judged), ...ofMetrics];
  const found = foundColumns(exposures, new Set(known.map(({ key }) => key)), levels);
  const all = [...known, ...found, ...foreignColumns(exposures)];
  const byKey = new Map(all.map((column) => [column.key, column]));
  return { all, get: (key) => byKey.get(key), fwhm, levels, hasLimits: judged.length > 0 };
}

/** @returns an exposure as queries read it. */
export function queryRow({ get }: NightColumns, exposure: ExposureSummary): QueryRow {
  return {
    value: (key) => get(key)?.value(exposure) ?? null,
    isTime: (key) => get(key)?.type === "time",
    level: (key) => get(key)?.judge?.(exposure).level ?? "no-limit",
    text: () => textOf(exposure),
    dayObs: exposure.dayObs,
  };
}

function textOf({ seqNum, obsId, header }: ExposureSummary): string {
  const parts = [seqNum, obsId, header?.target, header?.program, header?.observationReason, header?.physicalFilter];
  return parts.join(" ").toLowerCase();
}
