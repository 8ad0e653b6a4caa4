/** The amplifiers of an exposure, from stored tables to columns. Pure. */
import type { AmpMetrics } from "#contracts/amp.ts";
import { type AmpValueKey, ampValueKeys } from "#contracts/amp-metrics.ts";
import type { AmpLayout, ExposureAmps } from "#contracts/exposure-amps.ts";
import type { StoredAmps } from "#io/redis/amp-store.ts";
import type { AnnouncedImage } from "#io/redis/exposure-store.ts";

/**
 * @param known the camera's detectors in their order; others come behind them by name.
 * @returns of each detector the table of the first planned task that has one, a raw image's before a guider's.
 */
export function packAmps(
  images: readonly Pick<AnnouncedImage, "detector" | "kind" | "tasks">[],
  tables: readonly StoredAmps[],
  known: readonly string[],
): Omit<ExposureAmps, "camera" | "exposureId" | "run"> {
  const chosen = chooseTables(images, tables);
  const place = new Map(known.map((name, at) => [name, at]));
  const placeOf = (name: string): number => place.get(name) ?? known.length;
  const names = [...chosen.keys()].sort((a, b) => placeOf(a) - placeOf(b) || a.localeCompare(b));
  const layouts = distinct<AmpLayout>();
  const reasons = distinct<string>();
  const detectors = names.map((detector) => ({ detector, layout: layouts.numberOf(layoutOf(chosen.get(detector))) }));
  const rows = names.flatMap((name) => chosen.get(name) ?? []);
  const values: ExposureAmps["values"] = {};
  const why: ExposureAmps["why"] = {};
  for (const key of ampValueKeys) {
    values[key] = rows.map((row) => row[key]);
    if (rows.every((row) => row[key] !== null)) continue;
    why[key] = rows.map((row) => (row[key] === null ? reasons.numberOf(reasonOf(row, key)) : null));
  }
  return { layouts: layouts.list, detectors, values, reasons: reasons.list, why };
}

function reasonOf({ missing }: AmpMetrics, key: AmpValueKey): string {
  return missing[key] ?? "the task gave no reason";
}

function layoutOf(amps: readonly AmpMetrics[] = []): AmpLayout {
  const boxes = amps.flatMap(({ box }) => box ?? []);
  return { amps: amps.map(({ amp }) => amp), boxes: boxes.length === amps.length ? boxes : null };
}

function chooseTables(
  images: readonly Pick<AnnouncedImage, "detector" | "kind" | "tasks">[],
  tables: readonly StoredAmps[],
): Map<string, AmpMetrics[]> {
  const tasks = new Map(images.map(({ detector, kind, tasks }) => [`${detector} ${kind}`, tasks]));
  const rankOf = ({ detector, kind, task }: StoredAmps): number => {
    const planned = tasks.get(`${detector} ${kind}`)?.findIndex((each) => each.task === task) ?? -1;
    return (kind === "raw" ? 0 : 1000) + (planned < 0 ? 999 : planned);
  };
  const best = new Map<string, StoredAmps>();
  for (const table of tables) {
    const before = best.get(table.detector);
    if (before === undefined || rankOf(table) < rankOf(before)) best.set(table.detector, table);
  }
  return new Map([...best].map(([detector, { amps }]) => [detector, amps]));
}

/** Numbers what is the same once. */
function distinct<T>() {
  const list: T[] = [];
  const numbers = new Map<string, number>();
  return {
    list,
    numberOf(item: T): number {
      const text = JSON.stringify(item);
      const number = numbers.get(text) ?? list.push(item) - 1;
      numbers.set(text, number);
      return number;
    },
  };
}
