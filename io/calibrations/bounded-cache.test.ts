import { expect, test } from "vitest";
import { boundedCache } from "./bounded-cache.ts";

test("the longest unused goes first, and the bound holds", () => {
  const cache = boundedCache<string>(10);
  cache.set("a", "A", 4);
  cache.set("b", "B", 4);
  expect(cache.get("a")).toBe("A");
  cache.set("c", "C", 4);
  expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual(["A", undefined, "C"]);
  expect(cache.bytes).toBe(8);
});

test("what alone is too large is not kept, and throws nothing else out", () => {
  const cache = boundedCache<string>(10);
  cache.set("a", "A", 4);
  cache.set("huge", "H", 11);
  expect([cache.get("a"), cache.get("huge"), cache.bytes]).toEqual(["A", undefined, 4]);
});

test("a key that comes again takes its place, and one that is deleted frees its bytes", () => {
  const cache = boundedCache<string>(10);
  cache.set("a", "A", 4);
  cache.set("a", "B", 6);
  expect([cache.get("a"), cache.bytes]).toEqual(["B", 6]);
  cache.delete("a");
  cache.delete("never there");
  expect([cache.get("a"), cache.bytes]).toEqual([undefined, 0]);
});
