/** How a query is written: examples, signs, and every column that it may name. */
"use client";
import { useState } from "react";
import type { NightColumn } from "#contracts/night-table/night-column.ts";

const examples = [
  ["band in (r, i) and fwhm > 1.2", "numbers are in the column's unit"],
  ["not psf is null", "only where there is a value"],
  ["fwhm is warning or sky is error", "by limits: ok, warning, error"],
  ["target ~ m42 and time > 04:30", "~ holds a text; times are UTC of this night"],
  ["fwhm between 0.7 and 0.9", "both ends included"],
  ["psf_fwhm_max > fwhm", "two columns"],
  ['m42 "deep field"', "plain words: target, program, reason, id or number"],
] as const;

export interface QueryWordsProps {
  columns: readonly NightColumn[];
  onTake: (text: string) => void;
  close: () => void;
}

export function QueryWords({ columns, onTake, close }: QueryWordsProps) {
  const [word, setWord] = useState("");
  const low = word.trim().toLowerCase();
  const found = columns.filter(({ key, label, aliases, definition }) =>
    [key, label, ...aliases, definition].join(" ").toLowerCase().includes(low),
  );
  return (
    <div className="w-[min(560px,88vw)] p-2 text-small">
      <h3 className="mb-1 text-bright">A filter</h3>
      <ul>
        {examples.map(([text, note]) => (
          <li key={text} className="flex flex-wrap items-baseline gap-x-3">
            <button
              type="button"
              className="rounded px-1 font-mono hover:bg-raised"
              onClick={() => {
                onTake(text);
                close();
              }}
            >
              {text}
            </button>
            <span className="text-quiet">{note}</span>
          </li>
        ))}
      </ul>
      <p className="my-2 text-quiet">
        Signs: = != &lt; &lt;= &gt; &gt;= ~ · in (…) · between … and … · is null · and, or, not, brackets. A missing
        value satisfies no comparison and no negation of one, only “is null”.
      </p>
      <input
        type="search"
        value={word}
        placeholder="search the columns"
        aria-label="Search the columns"
        className="mb-2 h-7 w-full rounded border border-line bg-transparent px-2"
        onChange={(event) => setWord(event.target.value)}
      />
      <dl className="max-h-64 overflow-auto">
        {found.map(({ key, unit, aliases, definition }) => (
          <div key={key} className="border-b border-line py-1">
            <dt className="font-mono">
              {key} <span className="text-quiet">{unit}</span>{" "}
              {aliases.length > 0 && <span className="text-quiet">= {aliases.join(", ")}</span>}
            </dt>
            <dd className="text-quiet">{definition}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
