/** Bytes for people. */
import { expect, test } from "vitest";
import { formatBytes } from "./byte-count.ts";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.0 kB"],
  [12_345, "12.3 kB"],
  [99_960, "100 kB"],
  [999_600, "1.0 MB"],
  [4_560_000, "4.6 MB"],
])("%d bytes are %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
