/** V7: a page that is older than its server. */
import { expect, test } from "vitest";
import { pushVersion } from "#contracts/push.ts";
import { mayReload, newerVersion } from "./newer-server.ts";

test("V7: only a larger version makes a page old", () => {
  expect(newerVersion({ v: pushVersion + 1 })).toBe(pushVersion + 1);
  for (const raw of [{ v: pushVersion }, { v: "9" }, {}, null, "9"]) expect(newerVersion(raw)).toBeNull();
});

test("V7: it reloads once for each version, and not for ever", () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  expect([2, 2, 3, 3].map((version) => mayReload(version, storage))).toEqual([true, false, true, false]);
});
