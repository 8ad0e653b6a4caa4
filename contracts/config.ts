/** A resolved configuration as it is kept under its hash, so that a result leads back to every value it was made with. */
import { z } from "zod";

/** SHA-256 in hex of task, version and configuration, or a leading part of it. */
export const configHash = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

export const storedConfig = z.object({
  configHash,
  task: z.string(),
  taskVersion: z.string(),
  /** Every field with its value, defaults included. */
  config: z.record(z.string(), z.unknown()),
});
export type StoredConfig = z.infer<typeof storedConfig>;
