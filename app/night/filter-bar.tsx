/** The filter of the table: bands, states, types and words, all kept in the address; and the density of the rows. */
"use client";
import { BandMark } from "#app/bands/band-mark.tsx";
import { countOf, formatNumber } from "#app/format/number.ts";
import { exposureStateOrder, exposureStates } from "#app/state/exposure-states.ts";
import type { UrlState } from "#app/state/use-url-state.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { isFiltering, type NightFilter } from "./night-filter.ts";

export interface FilterBarProps {
  exposures: readonly ExposureSummary[];
  shown: number;
  filter: NightFilter;
  url: UrlState;
  compact: boolean;
}

function counts(
  exposures: readonly ExposureSummary[],
  wordOf: (exposure: ExposureSummary) => string,
): Map<string, number> {
  const found = new Map<string, number>();
  for (const exposure of exposures) {
    const word = wordOf(exposure);
    if (word !== "") found.set(word, (found.get(word) ?? 0) + 1);
  }
  return found;
}

export function FilterBar({ exposures, shown, filter, url, compact }: FilterBarProps) {
  const bands = counts(exposures, (exposure) => exposure.header?.band ?? "");
  const states = counts(exposures, (exposure) => exposure.state);
  const types = counts(exposures, (exposure) => exposure.header?.imageType ?? "");
  const toggle = (name: string, chosen: readonly string[], word: string): void =>
    url.set({ [name]: (chosen.includes(word) ? chosen.filter((each) => each !== word) : [...chosen, word]).join(",") });
  const chip = "control min-h-7 px-2 text-small";
  return (
    <search
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-2"
      aria-label="Filter exposures"
    >
      {bands.size > 1 && (
        <fieldset className="flex gap-1" aria-label="Bands">
          {[...bands.keys()].sort().map((band) => (
            <button
              key={band}
              type="button"
              className={chip}
              aria-pressed={filter.bands.includes(band)}
              onClick={() => toggle("band", filter.bands, band)}
            >
              <BandMark band={band} size={10} />
            </button>
          ))}
        </fieldset>
      )}
      <fieldset className="flex flex-wrap gap-1" aria-label="States">
        {exposureStateOrder
          .filter((state) => states.has(state) || filter.states.includes(state))
          .map((state) => (
            <button
              key={state}
              type="button"
              className={chip}
              aria-pressed={filter.states.includes(state)}
              onClick={() => toggle("state", filter.states, state)}
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
          {[...types.keys()].sort().map((type) => (
            <button
              key={type}
              type="button"
              className={chip}
              aria-pressed={filter.types.includes(type)}
              onClick={() => toggle("type", filter.types, type)}
            >
              {type}
            </button>
          ))}
        </fieldset>
      )}
      <input
        type="search"
        id="night-search"
        defaultValue={filter.text}
        placeholder="target, program, id  ( / )"
        aria-label="Words in target, program, reason, id or number"
        className="h-7 w-52 rounded-panel border border-line bg-transparent px-2 text-small text-text placeholder:text-quiet"
        onChange={(event) => url.set({ q: event.target.value.trim() })}
      />
      {isFiltering(filter) && (
        <button
          type="button"
          className={chip}
          onClick={() => url.set({ band: null, state: null, type: null, q: null })}
        >
          clear
        </button>
      )}
      <span className="ml-auto text-small text-quiet" aria-live="polite" data-testid="row-count">
        {isFiltering(filter)
          ? `${formatNumber(shown, 0)} of ${formatNumber(exposures.length, 0)}`
          : countOf(exposures.length, "exposure")}
      </span>
      <button
        type="button"
        className={`${chip} max-phone:hidden`}
        aria-pressed={compact}
        onClick={() => url.set({ rows: compact ? null : "compact" })}
      >
        compact
      </button>
    </search>
  );
}
