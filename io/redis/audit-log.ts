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

/** @returns the entry as the log's stream holds it, for scripts that change something and tell of it in one step. */
export function auditFields(entry: Omit<AuditEntry, "id">): [name: string, value: string] {
  return ["entry", JSON.stringify(auditEntry.omit({ id: true }).parse(entry))];
}

export function auditLog(redis: Redis): AuditLog {
  return {
    async record(entry) {
      await redis.xadd(keys.audit, "*", ...auditFields(entry));
    },
    async read(count) {
      const entries = (await redis.xrevrange(keys.audit, "+", "-", "COUNT", count)) as StreamEntry[];
      return entries.map(([id, flat]) =>
        auditEntry.parse({ ...(JSON.parse(fieldsOf(flat).entry ?? "null") as object), id }),
      );
    },
  };
}
