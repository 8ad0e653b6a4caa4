/** RubinTV's `metadata.json`: a night's table of values by sequence number, to contributions. Pure. */
import { z } from "zod";
import { columnName, type ForeignValue, foreignValue } from "#contracts/contributed.ts";
import type { Contribution } from "#contracts/contribution.ts";
import { seqNum } from "#contracts/identity.ts";
import { layoutProducer } from "./parse-channel-key.ts";

const table = z.record(z.string(), z.record(z.string(), z.unknown()));

/**
 * Columns that start with `_` give another column's cell class and those with `@` a text for a channel's empty cell:
 * both are kept as they are, beside the column that they belong to.
 * @returns a contribution for each row that has a usable value, and what could not be used.
 * @throws Error when the text is no such table.
 */
export function parseChannelTable(
  text: string,
  of: { camera: string; dayObs: number },
): { contributions: Contribution[]; problems: string[] } {
  const parsed = table.safeParse(parseJson(text));
  if (!parsed.success) throw new Error("metadata.json is not rows of columns by sequence number");
  const contributions: Contribution[] = [];
  const problems: string[] = [];
  for (const [row, columns] of Object.entries(parsed.data)) {
    const seq = seqNum.safeParse(Number(row));
    if (!seq.success) {
      problems.push(`row "${row}" is not a sequence number`);
      continue;
    }
    const values: Record<string, ForeignValue> = {};
    for (const [column, value] of Object.entries(columns)) {
      const name = columnName.safeParse(column);
      const usable = foreignValue.safeParse(value);
      if (name.success && usable.success) values[name.data] = usable.data;
      else problems.push(`row ${row}: the value of "${column.slice(0, 60)}" is not one that can be shown`);
    }
    contributions.push({ type: "contribution", v: 1, ...of, seqNum: seq.data, producer: layoutProducer, values });
  }
  return { contributions, problems };
}

/** Python's own JSON may hold NaN and Infinity, which JSON does not know: they are missing values. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(text.replace(/(?<=[:[,]\s*)(NaN|-?Infinity)(?=\s*[,}\]])/g, "null"));
  }
}
