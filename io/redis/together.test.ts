/** One turn, one round trip. */
import { expect, test } from "vitest";
import { together } from "./together.ts";

test("what is asked for in one turn is sent at once, and each gets its own answer", async () => {
  const sent: number[][] = [];
  const double = together(async (asked: readonly number[]) => {
    sent.push([...asked]);
    return asked.map((each) => 2 * each);
  });
  expect(await Promise.all([double(1), double(2), double(3)])).toEqual([2, 4, 6]);
  expect(await double(4)).toBe(8);
  expect(sent).toEqual([[1, 2, 3], [4]]);
});

test("what fails fails for all of the turn, and for none of the next", async () => {
  let isAway = true;
  const ask = together(async (asked: readonly string[]) => {
    if (isAway) throw new Error("away");
    return asked;
  });
  const turn = await Promise.allSettled([ask("a"), ask("b")]);
  expect(turn.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  isAway = false;
  expect(await ask("c")).toBe("c");
});
