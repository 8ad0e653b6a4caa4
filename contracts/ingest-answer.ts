/** What `POST /api/ingest` answers: what became of each record. */
import { z } from "zod";
import { outcomeKind } from "./outcome.ts";

export const ingestAnswer = z.object({
  outcomes: z.array(z.object({ kind: outcomeKind, reason: z.string().nullable(), jobId: z.string().nullable() })),
});
export type IngestAnswer = z.infer<typeof ingestAnswer>;
