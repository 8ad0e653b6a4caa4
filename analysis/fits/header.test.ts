import fc from "fast-check";
import { expect, test } from "vitest";
import { card, fitsBytes, imageCards } from "../../fixtures/fits-bytes.ts";
import { FitsError } from "./fits-error.ts";
import { headerOf, readHeader, textOf } from "./header.ts";
import { readHdus } from "./read-hdus.ts";
import { bytesSource } from "./source.ts";

const pad = (line: string) => line.padEnd(80);

test("50,000 CONTINUE cards are one text, in time that grows with their number only", () => {
  const lines = ["LONG    = 'a&'", ...Array<string>(50_000).fill(`CONTINUE  '${"b".repeat(60)}&' / c`)].map(pad);
  const startedAtMs = performance.now();
  expect(textOf(headerOf(lines), "LONG")).toHaveLength(1 + 50_000 * 60 + 1);
  expect(performance.now() - startedAtMs).toBeLessThan(2000);
});

test.each([
  ["without a text before it", ["COUNT   = 3", "CONTINUE  'x'"]],
  ["behind a text that is finished", ["OBJECT  = 'M 13'", "CONTINUE  'x'"]],
])("a CONTINUE card %s stands for itself and is noted", (_, lines) => {
  const header = headerOf(lines.map(pad));
  expect(header.cards).toHaveLength(2);
  expect(header.warnings).toEqual(["a CONTINUE card follows no text that ends in &"]);
});

test("a CONTINUE card without a text ends the long text", () => {
  const header = headerOf(["OBJECT  = 'M 13&'", "CONTINUE  no quotes", "CONTINUE  'lost'"].map(pad));
  expect(textOf(header, "OBJECT")).toBe("M 13no quotes");
  expect(header.cards).toHaveLength(2);
});

test("of a structural word that stands twice the first is used, and the second is noted", () => {
  const cards = imageCards(0, 16, [1, 1], [card("NAXIS1", 99), card("NAXIS2", 1), card("OBJECT", "x")]);
  const [hdu] = readHdus(bytesSource(fitsBytes({ cards, data: new Uint8Array(2) })));
  expect(hdu?.dims).toEqual([1, 1]);
  expect(hdu?.header.warnings).toEqual([
    "header card NAXIS1 stands several times with different values; the first is used",
  ]);
});

test("a header of more than 100,000 cards is given up", () => {
  const bytes = new Uint8Array(2880 * 3000).fill(0x20);
  expect(() => readHeader(bytesSource(bytes), 0, 0)).toThrow(/more than 100000 cards/);
});

test("any cards make a header, and any bytes behind SIMPLE are HDUs or a FitsError", () => {
  const character = fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 32, max: 126 }) },
    fc.integer({ max: 255, min: 0 }),
  );
  const line = fc.oneof(
    fc.array(character, { minLength: 80, maxLength: 80 }).map((codes) => String.fromCharCode(...codes)),
    fc
      .tuple(
        fc.constantFrom("NAXIS", "NAXIS1", "BITPIX", "PCOUNT", "GCOUNT", "GROUPS", "END", "CONTINUE", "EXTNAME"),
        fc.constantFrom("=", " ", "= '", "=&"),
        fc.oneof(fc.integer().map(String), fc.double().map(String), fc.constantFrom("T", "'&'", "'x'", "2147483648")),
      )
      .map(([word, equals, value]) => pad(`${word.padEnd(8)}${equals} ${value}`)),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
      expect(headerOf(lines).cards.length).toBeLessThanOrEqual(lines.length);
      const text = [pad("SIMPLE  =                    T"), ...lines, pad("END")].join("");
      const bytes = Uint8Array.from(text.padEnd(2880 * 2), (letter) => letter.charCodeAt(0));
      try {
        readHdus(bytesSource(bytes));
      } catch (error) {
        expect(error).toBeInstanceOf(FitsError);
        expect((error as FitsError).hdu === null || Number.isInteger((error as FitsError).hdu)).toBe(true);
      }
    }),
    { seed: 5, numRuns: 500 },
  );
});
