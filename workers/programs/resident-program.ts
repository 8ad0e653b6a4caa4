/** A program that stays between images: started when first needed, ended when it hangs, started again when it died. */
import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import type { ProgramDefinition, ProgramMessage, ProgramRequest } from "#contracts/program.ts";
import { ProgramFailed } from "./program-failed.ts";
import { type ProcessOptions, type ProgramProcess, startProcess } from "./program-process.ts";

export type ProgramAnswerMessage = Exclude<ProgramMessage, { type: "ready" }>;

export interface ResidentProgram {
  /**
   * Works on one image; one at a time. The time counts from the moment at which the program is ready.
   * @returns the program's answer, the folder below which its pictures lie, and its last words on the image.
   * @throws ProgramFailed
   */
  run(
    request: ProgramRequest,
    timeoutMs: number,
  ): Promise<{ answer: ProgramAnswerMessage; dir: string; said: string[] }>;
  /** Starts the process, so that its imports are paid before the first image comes. @throws ProgramFailed */
  warm(): Promise<void>;
  /** Ends the process and removes its folder. */
  close(): Promise<void>;
}

export interface ResidentOptions extends Omit<ProcessOptions, "cwd"> {
  /** A folder in which the process gets a working directory of its own. */
  parentDir: string;
  /** Time between SIGTERM and SIGKILL. */
  killAfterMs?: number;
  /** Pause before a start after so many failures in a row, from 1. */
  pauseMs?: (failuresInARow: number) => number;
}

/** @returns nothing after one failure, so that the next image does not wait; then half a second, doubled, 5 s at most. */
export function startPauseMs(failuresInARow: number): number {
  return failuresInARow <= 1 ? 0 : Math.min(500 * 2 ** (failuresInARow - 2), 5000);
}

export function residentProgram(
  definition: ProgramDefinition,
  { parentDir, killAfterMs = 2000, pauseMs = startPauseMs, ...options }: ResidentOptions,
): ResidentProgram {
  const { name, startTimeoutS } = definition;
  let process: ProgramProcess | null = null;
  let dir: string | null = null;
  let failuresInARow = 0;
  let isBusy = false;

  async function start(): Promise<ProgramProcess> {
    if (failuresInARow > 0) await pause(pauseMs(failuresInARow));
    if (dir === null) {
      await mkdir(parentDir, { recursive: true });
      dir = await realpath(await mkdtemp(join(parentDir, `${name}-`)));
    }
    const started = startProcess(definition, { ...options, cwd: dir });
    process = started;
    const startTimeoutMs = startTimeoutS * 1000;
    const message = await answerWithin(started, startTimeoutMs, () => {
      const late = `Program ${name} was not ready within ${startTimeoutS} s and was ended; startTimeoutS sets the time`;
      return new ProgramFailed("program-unavailable", started.withLastWords(late));
    });
    const wrong = problemOfReady(message, definition);
    if (wrong === null) return started;
    await started.end(killAfterMs);
    throw new ProgramFailed("program-unavailable", `Program ${name} ${wrong}.`);
  }

  async function ask(request: ProgramRequest, timeoutMs: number): Promise<ProgramAnswerMessage> {
    const asked = process?.isAlive() ? process : await start();
    const answer = answerWithin(asked, timeoutMs, () => {
      const late = `Program ${name} took more than ${timeoutMs / 1000} s and was ended`;
      return new ProgramFailed("timeout", asked.withLastWords(late));
    });
    asked.send(request);
    const message = await answer;
    if (message.type !== "ready" && message.id === request.id) return message;
    await asked.end(0);
    const what = message.type === "ready" ? `"ready" a second time` : `an answer to "${message.id}"`;
    throw new ProgramFailed("program-protocol", `Program ${name} sent ${what} when it was asked for "${request.id}".`);
  }

  /** A program that gives no answer in time is gone before anybody hears of it, so that two never share the memory. */
  async function answerWithin(
    asked: ProgramProcess,
    timeoutMs: number,
    tooLate: () => ProgramFailed,
  ): Promise<ProgramMessage> {
    const { promise: late, resolve } = Promise.withResolvers<"late">();
    const timer = setTimeout(() => resolve("late"), timeoutMs);
    try {
      const first = await Promise.race([asked.receive(), late]);
      if (first !== "late") return first;
      await asked.end(killAfterMs);
      throw tooLate();
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async run(request, timeoutMs) {
      if (isBusy) throw new Error(`Program ${name} works on an image; one at a time.`);
      isBusy = true;
      try {
        const answer = await ask(request, timeoutMs);
        failuresInARow = 0;
        // What it wrote before its answer comes by another pipe, in the same turn.
        await nextTurn();
        return { answer, dir: dir ?? parentDir, said: process?.said() ?? [] };
      } catch (error) {
        failuresInARow += 1;
        throw error;
      } finally {
        isBusy = false;
      }
    },
    async warm() {
      if (!process?.isAlive()) await start();
    },
    async close() {
      await process?.end(killAfterMs);
      if (dir !== null) await rm(dir, { recursive: true, force: true });
      dir = null;
    },
  };
}

/** A result names its task and version, so the program that runs must be the one that was declared. */
function problemOfReady(message: ProgramMessage, { name, version }: ProgramDefinition): string | null {
  if (message.type !== "ready") return `sent "${message.type}" before "ready"`;
  if (message.name !== name) return `says that it is "${message.name}"; its file says "${name}"`;
  if (message.version !== version) return `says that it is version ${message.version}; its file says ${version}`;
  return null;
}
