/** What `GET /api/workers` answers: everything that an operator watches. */
import { z } from "zod";
import { deadLetter, outcomeKind } from "./outcome.ts";
import { processView } from "./process.ts";
import { failureGroup, queueView, workerView } from "./worker.ts";

export const workersAnswer = z.object({
  atMs: z.number(),
  workers: z.array(workerView),
  /** Distributors, gatherers, reconcilers and web processes. */
  processes: z.array(processView).default([]),
  /** Times that a job is tried before its image is set aside. */
  attemptsMost: z.number().int().default(3),
  queues: z.array(queueView),
  failures: z.array(failureGroup),
  intake: z.object({ counts: z.partialRecord(outcomeKind, z.number().int()), dead: z.array(deadLetter) }),
});
export type WorkersAnswer = z.infer<typeof workersAnswer>;
