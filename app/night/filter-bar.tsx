/** The filter of the table: bands, states and types to press, and a query; all kept in the address. */
"use client";
import { memo, useMemo, useRef } from "react";
import { BandMark } from "#app/bands/band-mark.tsx";
import { countOf, formatNumber } from "#app/format/number.ts";
import { useSame } from "#app/live/use-same.ts";
import { QueryHelp } from "#app/query/query-help.tsx";
import { QueryInput } from "#app/query/query-input.tsx";
import { exposureStateOrder, exposureStates } from "#app/state/exposure-states.ts";
import type { UrlState } from "#app/state/use-url-state.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { NightColumns } from "#contracts/night-table/night-columns.ts";
import { isFiltering, type NightView } from "#contracts/night-table/night-view.ts";

export interface FilterBarProps {
  exposures: readonly ExposureSummary[];
  shown: number;
  view: NightView;
  night: NightColumns;
  url: UrlState;
}

type Words = ReadonlyMap<string, number>;

/** @returns how many exposures have each word, in alphabetical order. */
export function wordCounts(
  exposures: readonly ExposureSummary[],
  wordOf: (exposure: ExposureSummary) => unknown,
): Words {
  const found = new Map<string, number>();
  for (const exposure of exposures) {
    const word = wordOf(exposure);
    if (typeof word === "string" && word !== "") found.set(word, (found.get(word) ?? 0) + 1);
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const bandOf = ({ header }: ExposureSummary): unknown => header?.band;
const stateOf = ({ state }: ExposureSummary): unknown => state;
const typeOf = ({ header }: ExposureSummary): unknown => header?.imageType;

function useWordCounts(exposures: readonly ExposureSummary[], wordOf: (exposure: ExposureSummary) => unknown): Words {
  return useSame(
    exposures,
    (all) => wordCounts(all, wordOf),
    (before, now) => before === null || wordOf(before) !== wordOf(now),
  );
}

export function FilterBar({ exposures, ...props }: FilterBarProps) {
  const { night } = props;
  const bands = useWordCounts(exposures, bandOf);
  const states = useWordCounts(exposures, stateOf);
  const types = useWordCounts(exposures, typeOf);
  const now = useRef(exposures);
  now.current = exposures;
  const valuesOf = useMemo(() => {
    const known = new Map<string, { of: readonly ExposureSummary[]; words: readonly string[] }>();
    return (key: string): readonly string[] => {
      const column = night.get(key);
      if (column?.type !== "text") return [];
      const before = known.get(key);
      if (before?.of === now.current) return before.words;
      const words = [...wordCounts(now.current, column.value).keys()];
      known.set(key, { of: now.current, words });
      return words;
    };
  }, [night]);
  return <Filters {...props} {...{ bands, states, types, valuesOf }} all={exposures.length} />;
}

interface FiltersProps extends Omit<FilterBarProps, "exposures"> {
  /** How many exposures there are, and how many have each word. */
  all: number;
  bands: Words;
  states: Words;
  types: Words;
  /** Values of a column of texts, for completion. */
  valuesOf: (key: string) => readonly string[];
}

/** Drawn again when a count changed, not with every exposure. */
const Filters = memo(function Filters({ all, bands, states, types, valuesOf, shown, view, night, url }: FiltersProps) {
  const toggle = (name: string, chosen: readonly string[], word: string): void =>
    url.set({ [name]: (chosen.includes(word) ? chosen.filter((each) => each !== word) : [...chosen, word]).join(",") });
  const chip = "control min-h-7 px-2 text-small";
  return (
    <search className="flex flex-wrap items-center gap-x-3 gap-y-2" aria-label="Filter exposures">
      {bands.size > 1 && (
        <fieldset className="flex gap-1" aria-label="Bands">
          {[...bands.keys()].map((band) => (
            <button
              key={band}
              type="button"
              className={chip}
              aria-pressed={view.bands.includes(band)}
              onClick={() => toggle("band", view.bands, band)}
            >
              <BandMark band={band} size={10} />
            </button>
          ))}
        </fieldset>
      )}
      <fieldset className="flex flex-wrap gap-1" aria-label="States">
        {exposureStateOrder
          .filter((state) => states.has(state) || view.states.includes(state))
          .map((state) => (
            <button
              key={state}
              type="button"
              className={chip}
              aria-pressed={view.states.includes(state)}
              onClick={() => toggle("state", view.states, state)}
            >
              <span className={exposureStates[state].color}>
                <span aria-hidden="true">{exposureStates[state].icon}</span> {state}
              </span>
              <span className="text-quiet">{formatNumber(states.get(state) ?? 0, 0)}</span>
            </button>
          ))}
      </fieldset>
      {types.size > 1 && (
        <fieldset className="flex flex-wrap gap-1" aria-label="Types">
          {[...types.keys()].map((type) => (
            <button
              key={type}
              type="button"
              className={chip}
              aria-pressed={view.types.includes(type)}
              onClick={() => toggle("type", view.types, type)}
            >
              {type}
            </button>
          ))}
        </fieldset>
      )}
      <QueryInput
        id="night-search"
        text={view.query}
        columns={night.all}
        valuesOf={valuesOf}
        onText={(text) => url.set({ q: text.trim() })}
      />
      <QueryHelp columns={night.all} onTake={(text) => url.set({ q: text })} />
      {isFiltering(view) && (
        <button
          type="button"
          className={chip}
          onClick={() => url.set({ band: null, state: null, type: null, q: null })}
        >
          clear
        </button>
      )}
      <span className="text-small whitespace-nowrap text-quiet" aria-live="polite" data-testid="row-count">
        {isFiltering(view) ? `${formatNumber(shown, 0)} of ${formatNumber(all, 0)}` : countOf(all, "exposure")}
      </span>
    </search>
  );
});
