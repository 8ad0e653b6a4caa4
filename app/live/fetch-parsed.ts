/** Reads one answer of the API and parses it at the door; everything that can go wrong becomes a problem to show. */
import type { z } from "zod";
import { type Problem, problem } from "#contracts/api.ts";

export type Fetched<T> = { ok: true; value: T } | { ok: false; problem: Problem };

function problemOf(title: string, status: number, detail: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { type: "about:blank", title, status, detail } };
}

/** What parses a value from outside: a schema, or what answers as one does. */
export type Door<T> = Pick<z.ZodType<T>, "safeParse">;

/**
 * @returns the parsed body, or the problem: the server's own (RFC 9457), or one that names what happened here.
 * Status 0 means that no answer came, status 200 that the answer was not understood.
 */
export async function fetchParsed<T>(schema: Door<T>, path: string, signal?: AbortSignal): Promise<Fetched<T>> {
  let response: Response;
  try {
    // Without headers of its own: a browser takes up what the page's head asked for beforehand only where they are the same.
    response = await fetch(path, signal ? { signal } : {});
  } catch {
    return problemOf("No answer from the server", 0, `GET ${path} did not reach the server. It is tried again.`);
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const told = problem.safeParse(body);
    if (told.success) return { ok: false, problem: told.data };
    return problemOf(`The server answered ${response.status}`, response.status, `GET ${path}: ${response.statusText}`);
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issue = parsed.error.issues[0];
  const where = issue === undefined ? "" : ` at ${issue.path.join(".") || "its top"}: ${issue.message}`;
  return problemOf("The answer was not understood", 200, `GET ${path}${where}. Reload the page; its build may be old.`);
}
