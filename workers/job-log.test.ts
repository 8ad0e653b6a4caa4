/** J11: the log of a job is short, in order, and holds no secret. */
import { expect, test } from "vitest";
import { jobLog } from "./job-log.ts";

function clock(...instants: number[]) {
  return () => instants.shift() ?? 0;
}

test("J11: steps carry the time since the claim, and the words of the task stand between them", () => {
  const log = jobLog(clock(1000, 1035, 2500));
  log.say("read file:///a.fits");
  log.quote(["decode 160 ms", "12 stars\tin the field"]);
  log.say("2 pictures kept");
  expect(log.lines()).toEqual([
    "0.035 s  read file:///a.fits",
    "  decode 160 ms",
    "  12 stars in the field",
    "1.500 s  2 pictures kept",
  ]);
});

test("J11: no more than 40 lines and 4,000 bytes are kept, the last ones, and how many are not is told", () => {
  const log = jobLog(() => 0);
  log.quote(Array.from({ length: 50 }, (_, at) => `line ${at}`));
  const many = log.lines();
  expect(many).toHaveLength(40);
  expect([many[0], many[1], many.at(-1)]).toEqual(["(11 earlier lines are not kept)", "  line 11", "  line 49"]);
  log.quote(Array.from({ length: 50 }, () => "ü".repeat(5000)));
  const long = log.lines();
  expect(Buffer.byteLength(long.join("\n"))).toBeLessThanOrEqual(4000);
  expect(long.length).toBeGreaterThan(2);
});

test("J11: secrets are taken out", () => {
  const log = jobLog(() => 0);
  log.quote(["connecting with REDIS_PASSWORD=hunter2 to redis://me:hunter2@host/0"]);
  expect(log.lines().join()).not.toContain("hunter2");
});
