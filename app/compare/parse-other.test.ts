/** SPEC F4: the other exposure in the address. */
import { expect, test } from "vitest";
import { compareHref, otherWord } from "./compare-address.ts";
import { parseOther } from "./parse-other.ts";

const night = 20261121;
const other = { dayObs: 20261120, seqNum: 412 };

test.each([
  ["412", { dayObs: night, seqNum: 412 }],
  [" #412 ", { dayObs: night, seqNum: 412 }],
  ["20261120.412", other],
  ["2026-11-20 #412", other],
  ["2026-11-20 412", other],
  ["20261120/412", other],
  ["2026112000412", other],
  ["0", null],
  ["", null],
  ["r", null],
  ["20261120", null],
  ["20261120.", null],
  ["1.2.3", null],
] as const)("F4: %j", (text, expected) => {
  expect(parseOther(text, night)).toEqual(expected);
});

test("F4: what is written is read", () => {
  expect(parseOther(otherWord(other), night)).toEqual(other);
  expect(compareHref("LSSTCam", { dayObs: night, seqNum: 3 }, other)).toBe("/LSSTCam/20261121/3?with=20261120.412");
});
