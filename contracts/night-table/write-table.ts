/** What a table shows as CSV and as JSON, numbers in full precision, missing values empty or null. */
import type { CellValue, NightColumn } from "./night-column.ts";
import type { ShownNight } from "./night-view.ts";

type Shown = Pick<ShownNight, "columns" | "rows">;

/** @returns a cell as exports write it: a time as ISO 8601 in UTC. */
export function exportValue(column: NightColumn, value: CellValue): CellValue {
  return column.type === "time" && typeof value === "number" ? new Date(value).toISOString() : value;
}

function csvField(value: CellValue): string {
  const text = value === null ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @returns CSV after RFC 4180 with a line of column keys. */
export function writeCsv({ columns, rows }: Shown): string {
  const lines = rows.map((row) => columns.map((column) => csvField(exportValue(column, column.value(row)))).join(","));
  return `${[columns.map(({ key }) => csvField(key)).join(","), ...lines].join("\r\n")}\r\n`;
}

/** A column as JSON exports describe it. */
export interface ExportedColumn {
  key: string;
  label: string;
  unit: string;
  definition: string;
}

export interface ExportedTable {
  columns: ExportedColumn[];
  rows: Record<string, CellValue>[];
}

/** @returns columns with their meaning, and rows by column key. */
export function exportTable({ columns, rows }: Shown): ExportedTable {
  return {
    columns: columns.map(({ key, label, unit, definition }) => ({ key, label, unit, definition })),
    rows: rows.map((row) =>
      Object.fromEntries(columns.map((column) => [column.key, exportValue(column, column.value(row))])),
    ),
  };
}
