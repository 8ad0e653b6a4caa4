/** Avro schemas become decoders of binary records. The only file that knows avsc. */
import { isUtf8 } from "node:buffer";
import avro from "avsc";

/**
 * Decodes one binary record to plain values by the names of its fields.
 * @throws Error when the bytes are cut off, go on behind the record, or hold text that is not UTF-8.
 */
export type DecodeRecord = (binary: Uint8Array) => unknown;

/** avsc reads bad UTF-8 as replacement characters; a name that came damaged must not pass for a name. */
class StrictText extends avro.types.LogicalType {
  // Past the end of the bytes avsc hands over nothing, and says itself that they are cut off.
  protected override _fromValue(bytes: Buffer = Buffer.alloc(0)): string {
    if (!isUtf8(bytes)) throw new Error("text that is not UTF-8");
    return bytes.toString("utf8");
  }
  protected override _toValue(text: string): Buffer {
    return Buffer.from(text);
  }
}

/**
 * @param text an Avro schema as JSON, as its writer registered it
 * @throws Error when it is no Avro schema.
 */
export function compileSchema(text: string): DecodeRecord {
  const type = avro.Type.forSchema(JSON.parse(text), {
    // The bytes of a string are those of `bytes`: a length and so many bytes.
    typeHook: (schema, options) =>
      isText(schema) ? new StrictText({ type: "bytes", logicalType: "strict-text" }, options) : undefined,
  });
  return (binary) => type.fromBuffer(Buffer.from(binary.buffer, binary.byteOffset, binary.byteLength));
}

function isText(schema: unknown): boolean {
  return (
    schema === "string" ||
    (typeof schema === "object" && schema !== null && "type" in schema && schema.type === "string")
  );
}
