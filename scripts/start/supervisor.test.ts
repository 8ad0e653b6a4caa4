/** Children that die come back, children that are stopped do not. */
import { EventEmitter, once } from "node:events";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ChildSpec, restartPauseMs, type Supervisor, supervise } from "./supervisor.ts";

const lines = new EventEmitter();
let supervisor: Supervisor;

beforeEach(() => {
  supervisor = supervise({ log: (line) => lines.emit("line", line), pauseMs: () => 1 });
});

/** Resolves with the next line that matches. */
async function line(pattern: RegExp): Promise<string> {
  for (;;) {
    const [text] = (await once(lines, "line")) as [string];
    if (pattern.test(text)) return text;
  }
}

function child(name: string, script: string, keepAlive = true): ChildSpec {
  return { name, command: process.execPath, args: ["-e", script], env: process.env, keepAlive };
}

const untilTold =
  "process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1e6); console.log('up', process.pid)";

afterEach(async () => {
  await supervisor.stop(supervisor.names());
});

test("pauses double from half a second to half a minute", () => {
  expect([1, 2, 3, 6, 7, 50].map(restartPauseMs)).toEqual([500, 1000, 2000, 16_000, 30_000, 30_000]);
});

test("a child that is killed is started again under the same name, and the restart is told", async () => {
  supervisor.start(child("w", untilTold));
  await line(/up \d+/);
  const before = supervisor.pidOf("w");
  const told = line(/SIGKILL; it is started again/);
  process.kill(before!, "SIGKILL");
  expect(await told).toMatch(/^w /);
  await line(/up \d+/);
  expect(supervisor.pidOf("w")).not.toBe(before);
});

test("a stopped child is gone when stop resolves, and stays gone", async () => {
  supervisor.start(child("w", untilTold));
  await line(/up \d+/);
  const pid = supervisor.pidOf("w")!;
  await supervisor.stop(["w"]);
  expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  expect(supervisor.names()).toEqual([]);
});

test("a child that does one thing is not started again, and its failure is told", async () => {
  const told = line(/exit code 3$/);
  supervisor.start(child("once", "process.exit(3)", false));
  await told;
  expect(supervisor.names()).toEqual([]);
});
