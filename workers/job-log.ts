/** What is said while a job runs: the worker's own steps, each with its time, and the words of its task. Bounded. */
import { withoutSecrets } from "#contracts/without-secrets.ts";

const mostLines = 40;
const mostBytes = 4000;
const mostLetters = 500;

export interface JobLog {
  /** A step of the worker, told with the time since the log was opened. */
  say(text: string): void;
  /** Words of the task, in their order. */
  quote(lines: readonly string[]): void;
  /** @returns the last lines, without secrets. */
  lines(): string[];
}

/** @param nowMs the clock, read once for each step. */
export function jobLog(nowMs: () => number): JobLog {
  const openedAtMs = nowMs();
  const said: string[] = [];
  return {
    say: (text) => void said.push(`${((nowMs() - openedAtMs) / 1000).toFixed(3)} s  ${text}`),
    quote: (lines) => void said.push(...lines.map((line) => `  ${line}`)),
    lines: () =>
      lastOf(
        said.map((line) =>
          withoutSecrets(line)
            .replaceAll(/\p{Cc}/gu, " ")
            .slice(0, mostLetters),
        ),
      ),
  };
}

/** @returns as many of the last lines as may be kept, below a line that tells how many are not. */
function lastOf(lines: readonly string[]): string[] {
  const total = (of: readonly string[]): number => of.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
  if (lines.length <= mostLines && total(lines) <= mostBytes) return [...lines];
  const note = (left: number): string => `(${left} earlier lines are not kept)`;
  let kept = lines.slice(1 - mostLines);
  while (total(kept) + Buffer.byteLength(note(lines.length)) + 1 > mostBytes) kept = kept.slice(1);
  return [note(lines.length - kept.length), ...kept];
}
