/** What RubinTV V2 needs for the same, as measured on a 2-core machine with its own code on synthetic nights. */

export interface Compared {
  /** What one client is sent for one change, in bytes; null was not measured. */
  bytesAChange: number | null;
  /** CPU of the server for one change and one client, ms. */
  cpuMsAChange: number | null;
  /** Main thread for one row's update, ms. */
  rowUpdateMs: number | null;
}

/** 1,000 rows of 100 cells: V2 sends the whole table to every client on every change, serialised for each of them. */
const v2 = { bytesAChange: 1.1e6, cpuMsAChange: 160, columnNamesMs: 83 };

/** @returns the ratios as the lines of a table; one that was not measured is left out. */
export function ratioLines({ bytesAChange, cpuMsAChange, rowUpdateMs }: Compared): string[] {
  const mb = (bytes: number): string => `${Number((bytes / 1e6).toPrecision(2))} MB`;
  const ms = (value: number): string => `${Number(value.toPrecision(2))} ms`;
  const line = (what: string, theirs: number, ours: number | null, unit: (value: number) => string): string[] =>
    ours === null ? [] : [`| ${what} | ${unit(theirs)} | ${unit(ours)} | ${Number((theirs / ours).toPrecision(2))} |`];
  return [
    "RubinTV V2 beside it: measured by us on a 2-core machine running V2's own code, a synthetic night of 1,000 rows.",
    "",
    "| what | V2 | Firstlook | ratio |",
    "|---|---|---|---|",
    ...line("bytes on the wire, one client, one change", v2.bytesAChange, bytesAChange, mb),
    ...line("CPU of the server, one client, one change", v2.cpuMsAChange, cpuMsAChange, ms),
    ...line(
      "main thread on a change (V2: its column names alone, before it draws; ours: the whole update)",
      v2.columnNamesMs,
      rowUpdateMs,
      ms,
    ),
  ];
}
