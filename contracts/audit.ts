/** Who may change what runs, and the record of everyone who did. */
import { z } from "zod";

/** Each role may do what those before it may. */
export const role = z.enum(["viewer", "producer", "operator", "admin"]);
export type Role = z.infer<typeof role>;

/** Whoever asks for a control action. */
export const actor = z.object({ name: z.string(), role });
export type Actor = z.infer<typeof actor>;

/** One control action, kept for ever; `before` and `after` hold what changed, null where there was nothing. */
export const auditEntry = z.object({
  /** Id in the log; a larger one is newer. */
  id: z.string(),
  atMs: z.number(),
  actor,
  /** What was done, as `noun:verb`, for example `pattern:change`. */
  action: z.string().regex(/^[a-z-]+:[a-z-]+$/),
  /** What it was done to, for example a camera or `pool quick-look`. */
  target: z.string(),
  before: z.json().nullable(),
  after: z.json().nullable(),
  /** Why, in the actor's words. */
  reason: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const auditAnswer = z.object({ entries: z.array(auditEntry) });

/** The person behind a request, for pages that show or hide controls; null when there is nobody. */
export const whoamiAnswer = z.object({ actor: actor.nullable() });

/** A token that gives a role: only its hash is ever held. */
export const controlToken = z.object({
  name: z.string().regex(/^[\w.@-]+$/, "may hold letters, digits and . _ @ - only"),
  role,
  sha256: z.string().regex(/^[0-9a-f]{64}$/, "is not a SHA-256 in lower-case hexadecimal"),
});
export type ControlToken = z.infer<typeof controlToken>;
