import { expect, test } from "vitest";
import { nextReading } from "./next-reading.ts";

function readings() {
  const begun: PromiseWithResolvers<string>[] = [];
  const read = nextReading(() => {
    const reading = Promise.withResolvers<string>();
    begun.push(reading);
    return reading.promise;
  });
  return { begun, read };
}

test("who asks while a reading is under way gets the next one, which all who wait share", async () => {
  const { begun, read } = readings();
  const first = read();
  const waiting = [read(), read(), read()];
  expect(begun).toHaveLength(1);
  begun[0]?.resolve("old");
  expect(await first).toBe("old");
  await expect.poll(() => begun.length).toBe(2);
  const later = read();
  begun[1]?.resolve("new");
  expect(await Promise.all(waiting)).toEqual(["new", "new", "new"]);
  await expect.poll(() => begun.length).toBe(3);
  begun[2]?.resolve("newest");
  expect(await later).toBe("newest");
});

test("who asks when nothing is under way does not wait", async () => {
  const { begun, read } = readings();
  for (const at of [0, 1]) {
    const reading = read();
    expect(begun).toHaveLength(at + 1);
    begun[at]?.resolve(`${at}`);
    expect(await reading).toBe(`${at}`);
    await Promise.resolve();
  }
});

test("a reading that fails is told to who asked for it, and the next one is tried", async () => {
  const { begun, read } = readings();
  const first = read();
  const second = read();
  begun[0]?.reject(new Error("away"));
  await expect(first).rejects.toThrow("away");
  await expect.poll(() => begun.length).toBe(2);
  begun[1]?.resolve("here");
  expect(await second).toBe("here");
});
