/** What is asked for again stays, what is not is forgotten. */
import { expect, test } from "vitest";
import { mostRecent } from "./most-recent.ts";

test("the value that was asked for longest ago is forgotten first, and made anew", () => {
  const made: string[] = [];
  const recall = mostRecent<object>(2);
  const ask = (key: string): object =>
    recall(key, () => {
      made.push(key);
      return {};
    });
  const a = ask("a");
  ask("b");
  expect(ask("a")).toBe(a);
  ask("c");
  expect(ask("a")).toBe(a);
  ask("b");
  expect(made).toEqual(["a", "b", "c", "b"]);
});
