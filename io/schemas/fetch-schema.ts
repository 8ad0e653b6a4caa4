/** Asks a schema registry (Confluent's HTTP interface) for a schema by its id. */
import { z } from "zod";

const timeoutMs = 5000;

/** `schemaType` is absent for Avro. */
const registryAnswer = z.object({
  schema: z.string(),
  schemaType: z.string().optional(),
  references: z.array(z.unknown()).optional(),
});

/**
 * @param registryUrl may carry a user and a password (`https://user:password@host`); they go into the Authorization header
 * @returns the schema's text.
 * @throws Error when the registry cannot be reached, does not know the id, or holds something else than Avro under it.
 */
export async function fetchSchema(registryUrl: string, id: number): Promise<string> {
  const url = new URL(`${registryUrl.replace(/\/+$/, "")}/schemas/ids/${id}`);
  const { username, password } = url;
  url.username = "";
  url.password = "";
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64");
  const headers = {
    accept: "application/vnd.schemaregistry.v1+json, application/json",
    ...(username === "" ? {} : { authorization: `Basic ${credentials}` }),
  };
  const answer = await fetch(url, { headers, signal: AbortSignal.timeout(timeoutMs) }).catch((error: Error) => {
    const cause = error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
    throw new Error(`the schema registry does not answer at ${url}: ${cause}; check SCHEMA_REGISTRY_URL`);
  });
  if (!answer.ok) throw new Error(`the schema registry answers ${answer.status} at ${url}`);
  const parsed = registryAnswer.safeParse(await answer.json().catch(() => null));
  if (!parsed.success) throw new Error(`the schema registry's answer at ${url} holds no schema`);
  const { schema, schemaType = "AVRO", references = [] } = parsed.data;
  if (schemaType !== "AVRO") throw new Error(`the schema at ${url} is ${schemaType}, not Avro`);
  if (references.length > 0) throw new Error(`the schema at ${url} refers to others, which is not supported`);
  return schema;
}
