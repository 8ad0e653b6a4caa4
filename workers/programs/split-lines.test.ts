/** Lines out of any chunks, and never more of them in memory than allowed. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { splitLines } from "./split-lines.ts";

function linesOf(chunks: readonly Buffer[], maxLetters = 1000): { lines: string[]; tooLong: string[] } {
  const lines: string[] = [];
  const tooLong: string[] = [];
  const take = splitLines(
    maxLetters,
    (line) => lines.push(line),
    (start) => tooLong.push(start),
  );
  for (const chunk of chunks) take(chunk);
  return { lines, tooLong };
}

test("any text comes out in its lines, however it is cut, inside of letters too", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" })), fc.integer({ min: 1, max: 7 }), (texts, step) => {
      const wanted = texts.map((text) => text.replaceAll(/[\r\n]/g, ""));
      const bytes = Buffer.from(wanted.map((line) => `${line}\n`).join(""));
      const chunks = Array.from({ length: Math.ceil(bytes.length / step) }, (_, at) =>
        bytes.subarray(at * step, (at + 1) * step),
      );
      expect(linesOf(chunks)).toEqual({ lines: wanted, tooLong: [] });
    }),
  );
});

test("a line that is too long is told once, before its end, and nothing follows", () => {
  const chunks = ["first\n", "12345678", "90", "1", "2\nnext\n"].map((text) => Buffer.from(text));
  expect(linesOf(chunks, 10)).toEqual({ lines: ["first"], tooLong: ["12345678901"] });
});

test("ends of Windows are ends; what has no end is no line yet", () => {
  expect(linesOf([Buffer.from("one\r\ntwo")])).toEqual({ lines: ["one"], tooLong: [] });
});
