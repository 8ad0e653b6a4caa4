/** Waits for the web process to say that the system works. */
import { setTimeout as pause } from "node:timers/promises";

interface Health {
  status: string;
  parts?: { name: string; ok: boolean; detail: string }[];
}

/** @returns null when the system works, else what does not, for a person. */
export async function askHealth(origin: string): Promise<string | null> {
  try {
    const answer = await fetch(`${origin}/api/health`, { signal: AbortSignal.timeout(2000) });
    if (answer.ok) return null;
    const health = (await answer.json()) as Health;
    const failing = (health.parts ?? []).filter((part) => !part.ok).map((part) => `${part.name}: ${part.detail}`);
    return failing.join("; ") || `the answer is ${answer.status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Resolves when the system works, or when `stop` says so; says every `remindMs` what it waits for. */
export async function waitForHealth(
  origin: string,
  stop: AbortSignal,
  log: (line: string) => void,
  remindMs = 15_000,
): Promise<void> {
  let reminded = performance.now();
  while (!stop.aborted) {
    const trouble = await askHealth(origin);
    if (trouble === null) return;
    if (performance.now() - reminded > remindMs) {
      log(`not ready yet: ${trouble}`);
      reminded = performance.now();
    }
    await pause(100);
  }
}
