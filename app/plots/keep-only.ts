/** The filter that keeps only the selected exposures; loaded when somebody asks for it. */
import type { QueryColumn } from "#contracts/query/query.ts";
import { withClause } from "#contracts/query/write-query.ts";
import { seqClause } from "./brush.ts";

/** @returns a query with its clause of sequence numbers replaced by these. */
export function keepOnly(query: string, seqs: ReadonlySet<number>, columns: readonly QueryColumn[]): string {
  return withClause(query, "seq", seqClause(seqs), columns);
}
