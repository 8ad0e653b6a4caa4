/** What is done about each thing that can go wrong with a job. */
import { expect, test } from "vitest";
import { ImageNotFound, ImageRefused } from "#io/images/image-source.ts";
import { ComputeCrash, ComputeTimeout } from "./compute.ts";
import { judgeError, treatments } from "./error-class.ts";
import { ProgramFailed } from "./programs/program-failed.ts";

test.each([
  [new ImageNotFound("gone"), "transient", "not-found"],
  [new ImageRefused("outside"), "permanent", "refused"],
  [new ComputeTimeout("slow"), "timeout", "timeout"],
  [new ComputeCrash("dead"), "crash", "crash"],
  [new ProgramFailed("program-unavailable", "no python"), "transient", "program-unavailable"],
  [new ProgramFailed("program-protocol", "babble"), "permanent", "program-protocol"],
  [new ProgramFailed("program-crash", "dead"), "permanent", "program-crash"],
  [new ProgramFailed("timeout", "slow"), "permanent", "timeout"],
  [Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }), "transient", "internal"],
  ["not even an error", "transient", "internal"],
])("W7: %s is %s", (error, errorClass, code) => {
  expect(judgeError(error)).toEqual({ class: errorClass, code });
});

test("W7: only what may pass is tried again, and only what harms workers is set aside", () => {
  const retried = Object.entries(treatments).filter(([, { isRetried }]) => isRetried);
  const quarantined = Object.entries(treatments).filter(([, { isQuarantined }]) => isQuarantined);
  expect(retried.map(([name]) => name)).toEqual(["transient", "crash"]);
  expect(quarantined.map(([name]) => name)).toEqual(["crash", "timeout"]);
});
