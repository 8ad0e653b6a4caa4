/** The table of sources as CSV, for a spreadsheet or a script. */
import type { SourceTable } from "#contracts/plots.ts";

const columns = ["xPx", "yPx", "flux", "fluxError", "halfLightPx", "aPx", "bPx", "thetaDeg", "flag"] as const;

/** @returns a line of column names and one a source; what is missing is empty. */
export function sourceCsv(sources: SourceTable): string {
  const rows = sources.xPx.map((_, at) => columns.map((column) => sources[column][at] ?? "").join(","));
  return `${[columns.join(","), ...rows].join("\n")}\n`;
}
