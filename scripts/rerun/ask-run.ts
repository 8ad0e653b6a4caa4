/** Starts a side run over the HTTP API and follows it until every job has its result. */
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { type RunRequest, runView } from "#contracts/run.ts";

/** What is needed of a run; a newer server may say more. */
const runPart = z.object(runView.pick({ run: true, state: true, jobs: true, done: true, failed: true }).shape);
export type RunPart = z.infer<typeof runPart>;
const problemPart = z.object({ title: z.string(), detail: z.string() });

export interface AskedServer {
  origin: string;
  /** Bearer token, where the server asks for one. */
  token: string | null;
}

const pollEveryMs = 300;

/** @returns the run when all its jobs are queued. @throws Error with the server's reason. */
export async function startRun({ origin, token }: AskedServer, request: RunRequest): Promise<RunPart> {
  const headers = { "content-type": "application/json", ...(token !== null && { authorization: `Bearer ${token}` }) };
  return ask(`${origin}/api/runs`, { method: "POST", headers, body: JSON.stringify(request) });
}

/** @returns the run when it is finished. @throws Error when the server does not answer any more. */
export async function followRun({ origin }: AskedServer, run: string, show: (part: RunPart) => void): Promise<RunPart> {
  for (;;) {
    const part = await ask(`${origin}/api/runs/${run}`);
    show(part);
    if (part.state === "finished") return part;
    await pause(pollEveryMs);
  }
}

async function ask(url: string, init: RequestInit = {}): Promise<RunPart> {
  const answer = await fetch(url, init).catch((error: Error) => {
    const why = error.cause instanceof Error ? error.cause.message : error.message;
    throw new Error(`no Firstlook answers at ${url} (${why}); start it with npm start.`);
  });
  const body: unknown = await answer.json();
  if (answer.ok) return runPart.parse(body);
  const problem = problemPart.safeParse(body);
  throw new Error(problem.success ? problem.data.detail : `${url} answered ${answer.status}.`);
}
