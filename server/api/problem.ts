/** Errors of the API as RFC 9457 problems: what, where, and what to do. */
import type { Problem } from "#contracts/api.ts";

/** Thrown by a route to answer with a problem. */
export class ApiProblem extends Error {
  override name = "ApiProblem";
  readonly status: number;
  readonly title: string;
  constructor(status: number, title: string, detail: string) {
    super(detail);
    this.status = status;
    this.title = title;
  }
}

export function notFound(detail: string): ApiProblem {
  return new ApiProblem(404, "Not found", detail);
}

export function problemOf(error: { status: number; title: string; detail: string }, instance: string): Problem {
  return { type: "about:blank", ...error, instance };
}
