/** V6: a page's side of packed deltas. */
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { unpackDeltas } from "./unpack-deltas.ts";

const pack = (content: unknown) => gzipSync(JSON.stringify(content)).toString("base64");

test("V6: a pack is unpacked", async () => {
  const packed = pack({ v: 1, deltas: [{ id: "1-0" }, { id: "2-0" }] });
  expect(await unpackDeltas(packed)).toEqual([{ id: "1-0" }, { id: "2-0" }]);
});

test.each([
  ["bytes", new Uint8Array([1, 2, 3])],
  ["a text of bytes that are no gzip", btoa("no gzip")],
  ["half of a pack", pack({ v: 1, deltas: ["something longer"] }).slice(0, 40)],
  ["another version", pack({ v: 2, deltas: [] })],
  ["a text that is no pack", "text"],
  ["a text that is no base64", "{}"],
])("V6: %s cannot be unpacked, which is told", async (_, raw) => {
  expect(await unpackDeltas(raw)).toBeNull();
});
