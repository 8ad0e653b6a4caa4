/** The log of control actions: a stream that is only ever added to. */
import type { Redis } from "ioredis";
import { type AuditEntry, auditEntry } from "#contracts/audit.ts";
import { keys } from "./keys.ts";
import { fieldsOf, type StreamEntry } from "./stream-entry.ts";

export interface AuditLog {
  /** Resolves when the entry is kept. */
  record(entry: Omit<AuditEntry, "id">): Promise<void>;
  /** @returns the newest entries, newest first. */
  read(count: number): Promise<AuditEntry[]>;
}

export function auditLog(redis: Redis): AuditLog {
  return {
    async record(entry) {
      const checked = auditEntry.omit({ id: true }).parse(entry);
      await redis.xadd(keys.audit, "*", "entry", JSON.stringify(checked));
    },
    async read(count) {
      const entries = (await redis.xrevrange(keys.audit, "+", "-", "COUNT", count)) as StreamEntry[];
      return entries.map(([id, flat]) =>
        auditEntry.parse({ ...(JSON.parse(fieldsOf(flat).entry ?? "null") as object), id }),
      );
    },
  };
}
