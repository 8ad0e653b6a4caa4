import { expect, test } from "vitest";
import type { ExposureDelta } from "#contracts/push.ts";
import { readMissed } from "./read-missed.ts";

const missed: ExposureDelta[] = [];
const noWait = () => Promise.resolve();

test("V8: a store that does not answer in time is asked again, and the page gets its deltas", async () => {
  const troubles: Error[] = [];
  let asked = 0;
  const read = async () => {
    asked += 1;
    if (asked < 3) throw new Error("Command timed out");
    return missed;
  };
  expect(await readMissed(read, (error) => troubles.push(error), noWait)).toBe(missed);
  expect(troubles).toEqual([]);
});

test("V8: a page reads its night again where deltas are gone, or where the store stays silent, which is told", async () => {
  const troubles: string[] = [];
  const tell = (error: Error) => troubles.push(error.message);
  expect(await readMissed(async () => null, tell, noWait)).toBeNull();
  expect(troubles).toEqual([]);
  expect(await readMissed(() => Promise.reject(new Error("Command timed out")), tell, noWait)).toBeNull();
  expect(troubles).toEqual(["Command timed out"]);
});
