import { expect, test } from "vitest";
import { excerptOf } from "./excerpt.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

test("secrets of a message never reach its excerpt", () => {
  const excerpt = excerptOf(bytes('{"opaqueData":"s3cr\\"et","password" : "hunter2","key":"a.fits"}'));
  expect(excerpt).not.toMatch(/s3cr|hunter2/);
  expect(excerpt).toContain("a.fits");
});

test("a secret that is cut off by the end of the excerpt is taken out as well", () => {
  expect(excerptOf(bytes(`{"opaqueData":"${"s".repeat(3000)}`))).not.toContain("ss");
});

test("bytes that are no text are shown as hexadecimal", () => {
  expect(excerptOf(new Uint8Array([0, 0, 0, 4, 210]))).toBe("00000004d2");
});
