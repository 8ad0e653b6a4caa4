import { expect, test } from "vitest";
import { overlap, parseSection } from "./section.ts";

test.each([
  ["[11:522,1:2002]", { x0: 10, y0: 0, width: 512, height: 2002, flipX: false, flipY: false }],
  ["[512:1,4004:2003]", { x0: 0, y0: 2002, width: 512, height: 2002, flipX: true, flipY: true }],
  ["[   5: 513,   2:2001]", { x0: 4, y0: 1, width: 509, height: 2000, flipX: false, flipY: false }],
  ["[3:3,4:4]", { x0: 2, y0: 3, width: 1, height: 1, flipX: false, flipY: false }],
])("%s", (text, section) => {
  expect(parseSection(text)).toEqual(section);
});

test.each([null, "", "UNKNOWN", "[1:0,1:0]", "[1:512]", "1:2,3:4"])("%s is no section", (text) => {
  expect(parseSection(text)).toBeNull();
});

test("sections overlap when they share a pixel", () => {
  const at = (text: string) => parseSection(text)!;
  expect(overlap(at("[1:10,1:10]"), at("[10:12,10:12]"))).toBe(true);
  expect(overlap(at("[1:10,1:10]"), at("[11:12,1:10]"))).toBe(false);
});
