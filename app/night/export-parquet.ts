/** What a table shows as a Parquet file (snappy); loaded only when someone asks for one. */
import { parquetWriteBuffer } from "hyparquet-writer";
import type { NightColumn } from "#contracts/night-table/night-column.ts";
import type { ShownNight } from "#contracts/night-table/night-view.ts";

function columnSource(column: NightColumn, rows: ShownNight["rows"]) {
  const values = rows.map((row) => column.value(row));
  const { key: name } = column;
  if (column.type === "time") {
    const data = values.map((value) => (typeof value === "number" ? new Date(value) : null));
    return { name, data, type: "TIMESTAMP" as const, nullable: true };
  }
  if (column.type === "number") return { name, data: values, type: "DOUBLE" as const, nullable: true };
  return {
    name,
    data: values.map((value) => (value === null ? null : String(value))),
    type: "STRING" as const,
    nullable: true,
  };
}

/**
 * @returns the file's bytes: numbers as doubles, times as UTC timestamps, texts as UTF-8, missing values as null;
 * label, unit and definition of each column in the file's metadata under `firstlook.columns`.
 */
export function writeParquet({ columns, rows }: Pick<ShownNight, "columns" | "rows">): ArrayBuffer {
  const meaning = columns.map(({ key, label, unit, definition }) => ({ key, label, unit, definition }));
  return parquetWriteBuffer({
    columnData: columns.map((column) => columnSource(column, rows)),
    kvMetadata: [{ key: "firstlook.columns", value: JSON.stringify(meaning) }],
    createdBy: "Firstlook",
  });
}
