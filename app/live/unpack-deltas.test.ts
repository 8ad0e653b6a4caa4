/** V6: a page's side of packed deltas. */
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { unpackDeltas } from "./unpack-deltas.ts";

const pack = (content: unknown) => gzipSync(JSON.stringify(content));

test("V6: a pack is unpacked from either kind of bytes, and from text", async () => {
  const packed = pack({ v: 1, deltas: [{ id: "1-0" }, { id: "2-0" }] });
  const bytes = packed.buffer.slice(packed.byteOffset, packed.byteOffset + packed.byteLength);
  for (const raw of [packed, bytes, packed.toString("base64")])
    expect(await unpackDeltas(raw)).toEqual([{ id: "1-0" }, { id: "2-0" }]);
});

test.each([
  ["bytes that are no gzip", new Uint8Array([1, 2, 3])],
  ["half of a pack", pack({ v: 1, deltas: ["something longer"] }).subarray(0, 30)],
  ["another version", pack({ v: 2, deltas: [] })],
  ["a text that is no pack", "text"],
  ["a text that is no base64", "{}"],
])("V6: %s cannot be unpacked, which is told", async (_, raw) => {
  expect(await unpackDeltas(raw)).toBeNull();
});
