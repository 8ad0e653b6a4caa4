/** An entry of a Redis Stream, as ioredis gives it. */

export type StreamEntry = [id: string, fields: string[]];

/** @returns the fields by name; they come as a flat list of names and values. */
export function fieldsOf(flat: readonly string[]): Record<string, string | undefined> {
  const fields: Record<string, string> = {};
  for (let at = 0; at + 1 < flat.length; at += 2) fields[flat[at] as string] = flat[at + 1] as string;
  return fields;
}
