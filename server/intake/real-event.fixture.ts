/** Reads the real events of `../shared/events` for tests, with the schemas that their Avro vectors name. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compileSchema } from "#io/schemas/compile-schema.ts";
import type { Decoders } from "./avro-frame.ts";

/** @returns a message's value as it lies on the bus; `.hex` files hold it as hexadecimal. */
export function realEvent(folder: string, file: string): Buffer {
  const bytes = readFileSync(join(folder, file));
  return file.endsWith(".hex") ? Buffer.from(bytes.toString("utf8").trim(), "hex") : bytes;
}

/** @returns the decoders of the schema ids in the vectors. */
export function realDecoders(folder: string): Decoders {
  const compile = (file: string) => compileSchema(readFileSync(join(folder, file), "utf8"));
  return new Map([
    [1234, compile("imageinoods.avsc")],
    [77, compile("imageinoods-extra-field.avsc")],
  ]);
}
