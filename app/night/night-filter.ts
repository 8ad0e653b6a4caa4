/** Filter and order of the table, as words of the address and as functions on a night. */
import type { ExposureSummary } from "#contracts/exposure.ts";
import { latencyMs, obsStartMs } from "./exposure-facts.ts";

export interface NightFilter {
  bands: readonly string[];
  states: readonly string[];
  types: readonly string[];
  /** Words that target, program, reason, id or number must hold. */
  text: string;
}

/** What can be sorted by: a column of the table or the key of a metric. */
export interface NightOrder {
  key: string;
  descending: boolean;
}

export const newestFirst: NightOrder = { key: "seq", descending: true };

const list = (text: string | null): string[] => (text ?? "").split(",").filter((word) => word !== "");

/** @returns the filter that the words of an address tell. */
export function readFilter(get: (name: string) => string | null): NightFilter {
  return { bands: list(get("band")), states: list(get("state")), types: list(get("type")), text: get("q") ?? "" };
}

/** @returns the order that `sort=key` or `sort=-key` tells; newest first for anything else. */
export function readOrder(text: string | null): NightOrder {
  if (!text || !/^-?[a-z0-9_]+$/i.test(text)) return newestFirst;
  return text.startsWith("-") ? { key: text.slice(1), descending: true } : { key: text, descending: false };
}

/** @returns the word of the address for an order; null for the usual one. */
export function writeOrder(order: NightOrder): string | null {
  if (order.key === newestFirst.key && order.descending) return null;
  return `${order.descending ? "-" : ""}${order.key}`;
}

/** @returns how many kinds of filter are set. */
export function isFiltering(filter: NightFilter): boolean {
  return filter.bands.length + filter.states.length + filter.types.length > 0 || filter.text.trim() !== "";
}

function holdsText(exposure: ExposureSummary, words: readonly string[]): boolean {
  const { header } = exposure;
  const text = [
    exposure.seqNum,
    exposure.obsId,
    header?.target,
    header?.program,
    header?.observationReason,
    header?.physicalFilter,
  ]
    .join(" ")
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

/** @returns the exposures that pass every part of the filter, in their order. */
export function filterNight(exposures: readonly ExposureSummary[], filter: NightFilter): readonly ExposureSummary[] {
  if (!isFiltering(filter)) return exposures;
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return exposures.filter(
    (exposure) =>
      (filter.bands.length === 0 || filter.bands.includes(exposure.header?.band ?? "")) &&
      (filter.states.length === 0 || filter.states.includes(exposure.state)) &&
      (filter.types.length === 0 || filter.types.includes(exposure.header?.imageType ?? "")) &&
      (words.length === 0 || holdsText(exposure, words)),
  );
}

const orderKeys: Record<string, (exposure: ExposureSummary) => number | string | null> = {
  seq: (exposure) => exposure.seqNum,
  time: obsStartMs,
  state: (exposure) => exposure.state,
  band: (exposure) => exposure.header?.band ?? null,
  exp: (exposure) => exposure.header?.exposureTimeS ?? null,
  airmass: (exposure) => exposure.header?.airmass ?? null,
  type: (exposure) => exposure.header?.imageType ?? null,
  target: (exposure) => exposure.header?.target ?? null,
  done: (exposure) => (exposure.expected === 0 ? null : exposure.done / exposure.expected),
  latency: latencyMs,
};

/** @returns the exposures in a total order: missing values last either way, ties newest first. */
export function orderNight(exposures: readonly ExposureSummary[], order: NightOrder): readonly ExposureSummary[] {
  if (order.key === newestFirst.key && order.descending) return exposures;
  const keyOf = orderKeys[order.key] ?? ((exposure: ExposureSummary) => exposure.metrics[order.key] ?? null);
  const sign = order.descending ? -1 : 1;
  const keyed = exposures.map((exposure) => ({ exposure, key: keyOf(exposure) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) {
      if (a.key !== b.key) return a.key === null ? 1 : -1;
    } else if (a.key !== b.key) return a.key < b.key ? -sign : sign;
    return b.exposure.seqNum - a.exposure.seqNum;
  });
  return keyed.map(({ exposure }) => exposure);
}
