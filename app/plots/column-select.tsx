/** Chooses one column of numbers among all of a night. */
"use client";
import { columnTopics, type NightColumn } from "#contracts/night-table/night-column.ts";

export interface ColumnSelectProps {
  /** What is chosen: "across", "up", "colour". */
  label: string;
  value: string;
  columns: readonly NightColumn[];
  onChoose: (key: string) => void;
}

export function ColumnSelect({ label, value, columns, onChoose }: ColumnSelectProps) {
  return (
    <label className="flex min-w-0 items-center gap-1.5 text-small">
      <span className="text-quiet">{label}</span>
      <select
        value={value}
        className="control min-h-7 max-w-44 min-w-0 bg-panel px-1.5 text-small"
        onChange={(event) => onChoose(event.target.value)}
      >
        {columnTopics.map((topic) => {
          const of = columns.filter((column) => column.topic === topic);
          return of.length === 0 ? null : (
            <optgroup key={topic} label={topic}>
              {of.map((column) => (
                <option key={column.key} value={column.key}>
                  {column.label}
                  {column.unit === "" ? "" : `, ${column.unit}`}
                </option>
              ))}
            </optgroup>
          );
        })}
      </select>
    </label>
  );
}
