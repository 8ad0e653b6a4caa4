import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { ImageNotFound } from "#io/images/image-source.ts";
import { openCalibrations } from "./calibration-source.ts";

function counted(contents: Record<string, number[]>) {
  const reads: string[] = [];
  return {
    reads,
    read: async (uri: string) => {
      reads.push(uri);
      const found = contents[uri];
      if (!found) throw new ImageNotFound(`There is no file at ${uri}.`);
      return Uint8Array.from(found);
    },
  };
}

test("a master is read once, with its checksum, and again when it may have been replaced", async () => {
  const images = counted({ "file:///bias.fits": [1, 2, 3] });
  let nowMs = 0;
  const calibrations = openCalibrations(images, { mostBytes: 100, nowMs: () => nowMs });
  const first = await calibrations.read("file:///bias.fits");
  expect([...first.bytes]).toEqual([1, 2, 3]);
  expect(first.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(first.sha256).toBe(
    createHash("sha256")
      .update(Uint8Array.of(1, 2, 3))
      .digest("hex"),
  );
  expect(await calibrations.read("file:///bias.fits")).toBe(first);
  expect(images.reads.length).toBe(1);
  nowMs = 3_600_000;
  expect(await calibrations.read("file:///bias.fits")).toEqual(first);
  expect(images.reads.length).toBe(2);
});

test("what is missing is asked for each time, and the bound holds", async () => {
  const images = counted({ "file:///a": Array(60).fill(1), "file:///b": Array(60).fill(2) });
  const calibrations = openCalibrations(images, { mostBytes: 100, nowMs: () => 0 });
  await expect(calibrations.read("file:///none")).rejects.toThrow(ImageNotFound);
  await expect(calibrations.read("file:///none")).rejects.toThrow(ImageNotFound);
  await calibrations.read("file:///a");
  await calibrations.read("file:///b");
  await calibrations.read("file:///a");
  expect(images.reads).toEqual(["file:///none", "file:///none", "file:///a", "file:///b", "file:///a"]);
});
