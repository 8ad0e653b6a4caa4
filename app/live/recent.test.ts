/** The memory of what was read lately. */
import { expect, test } from "vitest";
import { recentValuesOf } from "./recent.ts";

test("the oldest goes first, and what is set again is young again", () => {
  const recent = recentValuesOf<number>(2);
  recent.set("a", 1);
  recent.set("b", 2);
  recent.set("a", 3);
  recent.set("c", 4);
  expect([recent.get("a"), recent.get("b"), recent.get("c")]).toEqual([3, null, 4]);
});
