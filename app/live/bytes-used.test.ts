/** V5: the bytes of a packet. */
import { expect, test } from "vitest";
import { packetBytes } from "./bytes-used.ts";

test("V5: texts count as UTF-8 with their kind, and packs as they are", () => {
  expect(packetBytes({ data: '2["″"]' })).toBe(9);
  expect(packetBytes({ data: new ArrayBuffer(400) })).toBe(400);
  expect(packetBytes({ data: new Uint8Array(7) })).toBe(7);
  expect(packetBytes({})).toBe(1);
});
