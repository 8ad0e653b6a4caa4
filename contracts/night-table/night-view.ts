/** What a table of a night shows, as words of an address: page, export and script read the same words. */
import type { ExposureSummary } from "../exposure.ts";
import { parseQuery } from "../query/parse-query.ts";
import { everything, type Query, type QueryProblem } from "../query/query.ts";
import { satisfies } from "../query/run-query.ts";
import { columnTopics, type NightColumn } from "./night-column.ts";
import { type NightColumns, queryRow } from "./night-columns.ts";
import { type NightOrder, orderNight, readOrder } from "./night-order.ts";

export type ColumnGroups = "none" | "topic" | "level";

export interface NightView {
  /** Keys of the columns in order; null is the usual ones. */
  columns: readonly string[] | null;
  order: NightOrder;
  groups: ColumnGroups;
  /** Text of the query. */
  query: string;
  bands: readonly string[];
  states: readonly string[];
  types: readonly string[];
}

const list = (text: string | null): string[] => [...new Set((text ?? "").split(",").filter((word) => word !== ""))];

/** @returns the view that the words `cols`, `sort`, `group`, `q`, `band`, `state` and `type` tell. */
export function readView(get: (name: string) => string | null): NightView {
  const columns = list(get("cols"));
  const groups = get("group");
  return {
    columns: columns.length === 0 ? null : columns,
    order: readOrder(get("sort")),
    groups: groups === "topic" || groups === "level" ? groups : "none",
    query: get("q") ?? "",
    bands: list(get("band")),
    states: list(get("state")),
    types: list(get("type")),
  };
}

/** @returns whether some exposures may be left out. */
export function isFiltering({ query, bands, states, types }: NightView): boolean {
  return bands.length + states.length + types.length > 0 || query.trim() !== "";
}

/** @returns the usual columns of a camera's night. */
export function usualColumns({ fwhm, hasLimits }: Pick<NightColumns, "fwhm" | "hasLimits">): string[] {
  const facts = ["seq", "state", "channels", "time", "band", "exp", "type", "target", "done"];
  return [
    ...facts,
    fwhm,
    "star_e_median",
    "sky_bg",
    "n_sources_5",
    "latency",
    ...(hasLimits ? ["limits"] : []),
    "remark",
  ];
}

/** @returns the view's columns, in order and grouped; keys that this night has not are left out. */
export function viewColumns({ columns, groups }: NightView, night: NightColumns): NightColumn[] {
  const asked = (columns ?? usualColumns(night)).flatMap((key) => night.get(key) ?? []);
  if (groups === "none") return asked;
  const rank = ({ topic, level }: NightColumn): number =>
    groups === "level" ? (level === "exposure" ? 0 : 1) : columnTopics.indexOf(topic);
  return asked.toSorted((a, b) => rank(a) - rank(b));
}

export interface ShownNight {
  columns: NightColumn[];
  rows: readonly ExposureSummary[];
  /** What is wrong with the query; the rows are then not filtered by it. */
  problem: QueryProblem | null;
}

/** @returns whether an exposure passes a query and the lists of bands, states and types; null where all pass. */
export function nightFilter(
  { bands, states, types }: NightView,
  query: Query,
  night: NightColumns,
): ((exposure: ExposureSummary) => boolean) | null {
  if (query === everything && bands.length + states.length + types.length === 0) return null;
  const passes = (asked: readonly string[], word: string | null | undefined): boolean =>
    asked.length === 0 || asked.includes(word ?? "");
  return (exposure) =>
    passes(bands, exposure.header?.band) &&
    passes(states, exposure.state) &&
    passes(types, exposure.header?.imageType) &&
    satisfies(query, queryRow(night, exposure));
}

/** @returns exactly what a table of this view shows. */
export function shownNight(exposures: readonly ExposureSummary[], view: NightView, night: NightColumns): ShownNight {
  const parsed = parseQuery(view.query, night.all);
  const passes = nightFilter(view, parsed.ok ? parsed.query : everything, night);
  return {
    columns: viewColumns(view, night),
    rows: orderNight(passes === null ? exposures : exposures.filter(passes), view.order, night.get),
    problem: parsed.ok ? null : parsed.problem,
  };
}
