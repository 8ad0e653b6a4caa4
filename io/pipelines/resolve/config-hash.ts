/** Names a configuration by its content. */
import { createHash } from "node:crypto";

/** @returns 16 hex digits that name a task's version and configuration, whatever the order of its fields. */
export function configHash(task: string, version: string, config: unknown): string {
  return createHash("sha256").update(canonicalJson({ task, version, config })).digest("hex").slice(0, 16);
}

/** @returns JSON with the fields of every object in order of their names. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
    return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}
