/** The choice of strip charts: those that are shown in their order, and all that can be. */
"use client";
import { useState } from "react";
import type { NightColumn } from "#contracts/night-table/night-column.ts";
import { mostPlots, movePlot, togglePlot } from "./plot-keys.ts";

export interface PlotMenuProps {
  /** All columns that can be plotted. */
  columns: readonly NightColumn[];
  keys: readonly string[];
  /** Null is the usual ones. */
  onKeys: (keys: readonly string[] | null) => void;
}

/** Enough to choose from without a list that nobody reads. */
const mostFound = 60;

export function PlotMenu({ columns, keys, onKeys }: PlotMenuProps) {
  const [search, setSearch] = useState("");
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ key, label, topic }: NightColumn): boolean =>
    words.every((word) => `${key} ${label} ${topic}`.toLowerCase().includes(word));
  const found = columns.filter(fits).filter(({ key }) => !keys.includes(key));
  const named = new Map(columns.map((column) => [column.key, column]));
  const small = "control min-h-6 w-7 justify-center px-0";
  return (
    <div className="grid w-72 gap-2 text-small" data-testid="plot-menu">
      <ol className="grid gap-1" aria-label="Plots that are shown, from the top">
        {keys.map((key, at) => {
          const label = named.get(key)?.label ?? key;
          return (
            <li key={key} className="flex items-center gap-1" data-plot-key={key}>
              <span className="mr-auto truncate text-bright">
                {label} <span className="text-quiet">{named.get(key)?.unit}</span>
              </span>
              <button
                type="button"
                className={small}
                disabled={at === 0}
                aria-label={`Move ${label} up`}
                onClick={() => onKeys(movePlot(keys, key, -1))}
              >
                ↑
              </button>
              <button
                type="button"
                className={small}
                disabled={at === keys.length - 1}
                aria-label={`Move ${label} down`}
                onClick={() => onKeys(movePlot(keys, key, 1))}
              >
                ↓
              </button>
              <button
                type="button"
                className={small}
                disabled={keys.length === 1}
                aria-label={`Remove ${label}`}
                onClick={() => onKeys(togglePlot(keys, key))}
              >
                ✕
              </button>
            </li>
          );
        })}
      </ol>
      <button type="button" className="control min-h-7" onClick={() => onKeys(null)}>
        the usual ones
      </button>
      <input
        value={search}
        placeholder="add: name, key or topic"
        aria-label="Search what can be plotted"
        className="h-8 rounded border border-line bg-transparent px-2"
        onChange={(event) => setSearch(event.target.value)}
      />
      {keys.length >= mostPlots ? (
        <p className="text-quiet">{mostPlots} plots are the most; remove one first.</p>
      ) : (
        <ul className="grid max-h-64 gap-0.5 overflow-auto" aria-label="Plots to add">
          {found.slice(0, mostFound).map(({ key, label, unit, definition }) => (
            <li key={key}>
              <button
                type="button"
                data-tip={definition}
                className="w-full rounded px-2 py-1 text-left hover:bg-raised"
                onClick={() => onKeys(togglePlot(keys, key))}
              >
                + {label} <span className="text-quiet">{unit}</span>
              </button>
            </li>
          ))}
          {found.length > mostFound && (
            <li className="px-2 text-quiet">and {found.length - mostFound} more: search for them</li>
          )}
          {found.length === 0 && <li className="px-2 text-quiet">nothing more has this name</li>}
        </ul>
      )}
    </div>
  );
}
