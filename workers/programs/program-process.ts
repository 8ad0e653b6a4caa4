/** One process of an external program, from its start to its end: messages in and out, and why it ended. */
import type { ProgramDefinition, ProgramMessage, ProgramRequest } from "#contracts/program.ts";
import { lastLines } from "./last-lines.ts";
import { ProgramFailed } from "./program-failed.ts";
import { readMessage } from "./read-message.ts";
import { signalGroup, spawnProgram } from "./spawn-program.ts";
import { splitLines } from "./split-lines.ts";

/** A result of thousands of numbers is far shorter. */
const maxLineLetters = 1024 * 1024;
const keptErrorLines = 20;
/** A grandchild that left the group may hold the pipes open after the program's end. */
const pipesPatienceMs = 1000;

export interface ProgramProcess {
  /** @returns the next message; to be called before the program can have sent it. @throws ProgramFailed */
  receive(): Promise<ProgramMessage>;
  send(request: ProgramRequest): void;
  isAlive(): boolean;
  /** Ends the process and whatever it started: SIGTERM, then SIGKILL. Resolves when it is gone. */
  end(killAfterMs: number): Promise<void>;
  /** @returns the last lines of the error output since the last request. */
  said(): string[];
  /** @returns `message` with the last lines of the error output. */
  withLastWords(message: string): string;
}

export interface ProcessOptions {
  cwd: string;
  env: Record<string, string>;
  /** Told of each line of the error output, and of trouble that no image waits for. */
  log: (line: string) => void;
}

export function startProcess(definition: ProgramDefinition, { cwd, env, log }: ProcessOptions): ProgramProcess {
  const { name, command } = definition;
  const child = spawnProgram(command, { cwd, env });
  const errors = lastLines(keptErrorLines, log);
  const gone = Promise.withResolvers<void>();
  let waiter: PromiseWithResolvers<ProgramMessage> | null = null;
  let isReady = false;
  let isGone = false;
  let ended = "";
  let problem: string | null = null;

  function withLastWords(message: string): string {
    const words = errors.text();
    return words === "" ? `${message}. It wrote nothing to its error output.` : `${message}. Its last words:\n${words}`;
  }

  function failure(): ProgramFailed {
    if (problem !== null) return new ProgramFailed("program-protocol", withLastWords(`Program ${name} ${problem}`));
    if (isReady) return new ProgramFailed("program-crash", withLastWords(`Program ${name} ${ended} in the middle`));
    const shown = JSON.stringify(command.join(" "));
    return new ProgramFailed(
      "program-unavailable",
      withLastWords(`Program ${name} could not be started: ${shown} ${ended}`),
    );
  }

  function leave(how: string): void {
    if (isGone) return;
    isGone = true;
    ended = how;
    if (waiter) waiter.reject(failure());
    else if (problem !== null) log(`the program ${problem}; it was ended`);
    waiter = null;
    gone.resolve();
  }

  /** What else it has to say cannot be trusted any more, so it has no time to tidy up. */
  function distrust(what: string): void {
    if (problem !== null) return;
    problem = what;
    signalGroup(child, "SIGKILL");
  }

  function onLine(line: string): void {
    if (problem !== null || line.trim() === "") return;
    const read = readMessage(line);
    if ("problem" in read) {
      distrust(read.problem);
    } else if (!waiter) {
      distrust(`wrote a message that nobody asked for: ${JSON.stringify(line.slice(0, 200))}`);
    } else {
      isReady ||= read.message.type === "ready";
      waiter.resolve(read.message);
      waiter = null;
    }
  }

  child.stdout.on(
    "data",
    splitLines(maxLineLetters, onLine, (start) =>
      distrust(`wrote a line of more than ${maxLineLetters} letters: ${JSON.stringify(start.slice(0, 200))}`),
    ),
  );
  child.stderr.on("data", (chunk: Buffer) => errors.take(chunk));
  // A program that does not read any more is about to end, and its end says why.
  child.stdin.on("error", () => undefined);
  child.once("error", (error) => leave(`failed: ${error.message}`));
  child.once("exit", (code, signal) => {
    signalGroup(child, "SIGKILL");
    const how = howItEnded(code, signal);
    child.once("close", () => leave(how));
    setTimeout(() => leave(how), pipesPatienceMs).unref();
  });

  return {
    receive() {
      if (isGone) return Promise.reject(failure());
      waiter = Promise.withResolvers<ProgramMessage>();
      // Whoever stopped waiting, because of a timeout, does not want to hear of it.
      waiter.promise.catch(() => undefined);
      return waiter.promise;
    },
    send(request) {
      errors.begin();
      child.stdin.write(`${JSON.stringify(request)}\n`);
    },
    isAlive: () => !isGone && problem === null && child.exitCode === null && child.signalCode === null,
    async end(killAfterMs) {
      if (!isGone) signalGroup(child, "SIGTERM");
      const timer = setTimeout(() => signalGroup(child, "SIGKILL"), killAfterMs);
      await gone.promise;
      clearTimeout(timer);
    },
    said: errors.ofImage,
    withLastWords,
  };
}

function howItEnded(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal === "SIGKILL") return "was killed (SIGKILL; the machine may have lacked memory)";
  if (signal !== null) return `was ended by ${signal}`;
  if (code === 126 || code === 127) return `ended with exit code ${code} (is there such a command, and may it be run?)`;
  return `ended with exit code ${code}`;
}
