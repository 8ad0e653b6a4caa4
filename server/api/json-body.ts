/** Bodies of control actions: bytes to a value that fits its schema, or a problem that says what does not. */
import type { z } from "zod";
import { ApiProblem } from "./problem.ts";

/** @throws ApiProblem 400 naming each field that is wrong. */
export function jsonBody<T extends z.ZodType>(schema: T, body: unknown): z.infer<T> {
  const parsed = schema.safeParse(decoded(body));
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "body"}: ${message}`);
  throw new ApiProblem(400, "Bad request", `${wrong.join("; ")}.`);
}

function decoded(body: unknown): unknown {
  if (!Buffer.isBuffer(body)) return body;
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (error) {
    throw new ApiProblem(400, "Bad request", `The body is not JSON: ${(error as Error).message}.`);
  }
}
