/** The sentence on top of the workers' page. */
import { expect, test } from "vitest";
import { type WorkersAnswer, workersAnswer } from "#contracts/workers-answer.ts";
import { keepingUp } from "./keeping-up.ts";

function answer(states: readonly string[], queue: Partial<WorkersAnswer["queues"][number]> = {}): WorkersAnswer {
  return workersAnswer.parse({
    atMs: 0,
    workers: states.map((state, at) => ({
      id: `w${at}`,
      pool: "p",
      host: "h",
      pid: 1,
      version: "1",
      state,
      job: null,
      startedAtMs: 0,
      heartbeatAtMs: 0,
      jobsDone: 0,
      jobsFailed: 0,
      rssBytes: 0,
      heartbeatAgeMs: 0,
      lastState: state,
      lanes: [],
    })),
    queues: [
      {
        name: "q",
        waiting: 0,
        active: 0,
        oldestAgeMs: null,
        inPerMin: 0,
        outPerMin: 0,
        workers: 1,
        isPaused: false,
        policy: "oldest-first" as const,
        ...queue,
      },
    ],
    failures: [],
    intake: { counts: {}, dead: [] },
  });
}

test("all well", () => {
  expect(keepingUp(answer(["idle", "busy"], { waiting: 3, oldestAgeMs: 400 }))).toEqual({
    level: "ok",
    verdict: "Keeping up",
    because: "400 ms behind, 2 of 2 workers healthy",
  });
});

test("a lost worker is told although the rest keeps up", () => {
  expect(keepingUp(answer(["idle", "lost"]))).toMatchObject({ level: "warn", verdict: "Keeping up" });
});

test("behind, and worse when more comes in than goes out", () => {
  const behind = { waiting: 50, oldestAgeMs: 30_000, inPerMin: 60, outPerMin: 90 };
  expect(keepingUp(answer(["busy"], behind))).toMatchObject({ level: "warn", verdict: "Behind" });
  expect(keepingUp(answer(["busy"], { ...behind, outPerMin: 20 })).level).toBe("error");
});

test("nobody works", () => {
  expect(keepingUp(answer([]))).toMatchObject({ level: "error", verdict: "No workers" });
  expect(keepingUp(answer(["lost"], { waiting: 2, oldestAgeMs: 5 }))).toMatchObject({
    level: "error",
    verdict: "Standing still",
  });
});

test("W8: a worker whose place another has taken is no longer missed", () => {
  expect(keepingUp(answer(["idle", "replaced"]))).toMatchObject({
    level: "ok",
    because: "0 ms behind, 1 of 1 worker healthy",
  });
});
