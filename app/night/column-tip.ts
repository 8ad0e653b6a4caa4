/** What a column is, for the note at its header and in the chooser. */
import type { NightColumn } from "#contracts/night-table/night-column.ts";

/** @returns name, key and unit, then the definition, then the names that queries know it by. */
export function columnTip({ key, label, unit, definition, aliases }: NightColumn): string {
  const names = aliases.length === 0 ? "" : `\nIn filters also: ${aliases.join(", ")}`;
  return `${label} (${key})${unit === "" ? "" : `, in ${unit}`}\n${definition}${names}`;
}
