/** Confluent-framed Avro: a zero byte, the schema's id in four bytes, the record. Pure: decoders are handed in. */
import type { DecodeRecord } from "#io/schemas/compile-schema.ts";

/** Decoders by the id of the schema that the writer used. */
export type Decoders = ReadonlyMap<number, DecodeRecord>;

const magicByte = 0;
const frameBytes = 5;

/** @returns whether the value claims to be framed Avro; JSON never starts with a zero byte. */
export function isFramed(value: Uint8Array): boolean {
  return value[0] === magicByte;
}

/** @returns the id of the schema that a framed value needs; null when it is not framed, or is cut off within its frame. */
export function schemaIdOf(value: Uint8Array | null): number | null {
  if (value === null || !isFramed(value) || value.byteLength < frameBytes) return null;
  return new DataView(value.buffer, value.byteOffset).getUint32(1);
}

/**
 * Decodes a framed value with its writer's schema.
 * @returns the record, or what is wrong with the bytes.
 * @throws Error when the schema is not among the decoders: the value cannot be judged before its schema is there.
 */
export function decodeFrame(value: Uint8Array, decoders: Decoders): { record: unknown } | { problem: string } {
  const id = schemaIdOf(value);
  if (id === null) return { problem: `truncated Avro: ${value.byteLength} bytes, a frame alone has ${frameBytes}` };
  const decode = decoders.get(id);
  if (!decode) throw new Error(`An Avro message needs schema ${id}, which was not fetched before it was parsed.`);
  try {
    return { record: decode(value.subarray(frameBytes)) };
  } catch (error) {
    return { problem: `the bytes are no record of schema ${id}: ${avroProblem(error as Error)}` };
  }
}

function avroProblem({ message }: Error): string {
  if (message === "truncated buffer") return "truncated Avro";
  return message === "trailing data" ? "trailing bytes behind the record" : message;
}
