/** All columns of a night by topic, each with its unit and meaning, and those that are shown in their order. */
"use client";
import { useState } from "react";
import { columnTopics, type NightColumn } from "#contracts/night-table/night-column.ts";
import type { NightColumns } from "#contracts/night-table/night-columns.ts";
import type { ColumnGroups } from "#contracts/night-table/night-view.ts";
import { columnTip } from "./column-tip.ts";
import { movedTo } from "./moved-to.ts";

export interface ColumnListProps {
  night: NightColumns;
  /** Keys of the columns that are shown, in their own order. */
  chosen: readonly string[];
  groups: ColumnGroups;
  onColumns: (keys: readonly string[] | null) => void;
  onGroups: (groups: ColumnGroups) => void;
}

const groupNames: Record<ColumnGroups, string> = { none: "own order", topic: "by topic", level: "by level" };

export function ColumnList({ night, chosen, groups, onColumns, onGroups }: ColumnListProps) {
  const [word, setWord] = useState("");
  const low = word.trim().toLowerCase();
  const fits = ({ key, label, definition, aliases }: NightColumn): boolean =>
    [key, label, definition, ...aliases].join(" ").toLowerCase().includes(low);
  const toggle = (key: string): void =>
    onColumns(chosen.includes(key) ? chosen.filter((each) => each !== key) : [...chosen, key]);
  const step = (key: string, by: number): void => {
    const other = chosen[chosen.indexOf(key) + by];
    if (other !== undefined) onColumns(movedTo(chosen, key, other));
  };
  return (
    <div className="w-[min(720px,88vw)] text-small" data-testid="column-chooser">
      <div className="sticky -top-2 z-[1] flex flex-wrap items-center gap-2 bg-panel p-2">
        <input
          type="search"
          value={word}
          placeholder="search"
          aria-label="Search the columns"
          className="h-8 min-w-40 flex-1 rounded border border-line bg-transparent px-2"
          onChange={(event) => setWord(event.target.value)}
        />
        <fieldset className="flex gap-1" aria-label="Order of the columns">
          {(["none", "topic", "level"] as const).map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={groups === each}
              className="control min-h-8 px-2"
              onClick={() => onGroups(each)}
            >
              {groupNames[each]}
            </button>
          ))}
        </fieldset>
        <button type="button" className="control min-h-8 px-2" onClick={() => onColumns(null)}>
          usual ones
        </button>
        <button
          type="button"
          className="control min-h-8 px-2"
          onClick={() => onColumns(night.all.map(({ key }) => key))}
        >
          all
        </button>
      </div>
      <div className="grid gap-x-6 gap-y-3 p-2 phone:grid-cols-[1fr_1fr]">
        <section aria-label="Columns that are shown">
          <h3 className="mb-1 text-quiet">shown, in order</h3>
          <ol>
            {chosen.map((key) => {
              const column = night.get(key);
              return column && fits(column) ? (
                <li key={key} className="flex items-center gap-1" data-chosen={key}>
                  <Mark column={column} isOn onToggle={toggle} />
                  <Step sign="↑" name={`Move ${column.label} up`} onClick={() => step(key, -1)} />
                  <Step sign="↓" name={`Move ${column.label} down`} onClick={() => step(key, 1)} />
                </li>
              ) : null;
            })}
          </ol>
        </section>
        <div>
          {columnTopics.map((topic) => {
            const of = night.all.filter((column) => column.topic === topic && fits(column));
            return of.length === 0 ? null : (
              <section key={topic} aria-label={topic} className="mb-3">
                <h3 className="mb-1 text-quiet">{topic}</h3>
                {of.map((column) => (
                  <Mark key={column.key} column={column} isOn={chosen.includes(column.key)} onToggle={toggle} />
                ))}
              </section>
            );
          })}
        </div>
      </div>
    </div>
  );
}

interface MarkProps {
  column: NightColumn;
  isOn: boolean;
  onToggle: (key: string) => void;
}

function Mark({ column, isOn, onToggle }: MarkProps) {
  return (
    <label
      className="flex min-h-7 min-w-0 flex-1 cursor-pointer items-center gap-2 rounded px-1 hover:bg-raised"
      data-tip={columnTip(column)}
    >
      <input type="checkbox" checked={isOn} disabled={column.key === "seq"} onChange={() => onToggle(column.key)} />
      <span className="truncate">{column.label}</span>
      <span className="ml-auto whitespace-nowrap text-quiet">{column.unit}</span>
    </label>
  );
}

function Step({ sign, name, onClick }: { sign: string; name: string; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={name}
      className="grid size-7 place-items-center rounded text-quiet hover:bg-raised hover:text-text"
      onClick={onClick}
    >
      {sign}
    </button>
  );
}
