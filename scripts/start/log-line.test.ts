/** How children's log lines are shown. */
import { expect, test } from "vitest";
import { readableLine } from "./log-line.ts";

test("pino's JSON becomes level, message and fields behind the child's name", () => {
  const line = JSON.stringify({ level: 40, time: 1, pid: 2, hostname: "h", name: "web", msg: "slow", tookMs: 900 });
  expect(readableLine("web", line)).toBe("web         warn  slow tookMs=900");
});

test("an error's message is shown, its stack is not", () => {
  const line = JSON.stringify({ level: 50, msg: "lost", err: { type: "Error", message: "no route", stack: "at x" } });
  expect(readableLine("gather", line)).toBe("gather      error lost — no route");
});

test.each(["plain text", "{not json", '{"a":1}', "[1]"])("%s stays as it is", (line) => {
  expect(readableLine("demo", line)).toBe(`demo        ${line}`);
});
