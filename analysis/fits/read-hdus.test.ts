import { expect, test } from "vitest";
import { card, fitsBytes, imageCards, int16Bytes } from "../../fixtures/fits-bytes.ts";
import { FitsError } from "./fits-error.ts";
import { cardValue, numberOf, textOf } from "./header.ts";
import { readHdus } from "./read-hdus.ts";
import { bytesSource } from "./source.ts";

const read = (bytes: Uint8Array) => readHdus(bytesSource(bytes));

function failure(action: () => unknown): FitsError {
  try {
    action();
  } catch (error) {
    if (error instanceof FitsError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

test("a primary header without data and two extensions", () => {
  const bytes = fitsBytes(
    { cards: imageCards(0, 8, []) },
    { cards: imageCards(1, 16, [3, 2], [card("EXTNAME", "amp1")]), data: int16Bytes([1, 2, 3, 4, 5, 6]) },
    { cards: imageCards(2, -32, [2, 2]), data: new Uint8Array(16) },
  );
  const hdus = read(bytes);
  expect(hdus.map(({ index, kind, name, dims, bitpix }) => ({ index, kind, name, dims, bitpix }))).toEqual([
    { index: 0, kind: "image", name: "PRIMARY", dims: [], bitpix: 8 },
    { index: 1, kind: "image", name: "amp1", dims: [3, 2], bitpix: 16 },
    { index: 2, kind: "image", name: "", dims: [2, 2], bitpix: -32 },
  ]);
  expect(hdus.map(({ dataOffset, dataBytes }) => [dataOffset, dataBytes])).toEqual([
    [2880, 0],
    [5760, 12],
    [11520, 16],
  ]);
});

test("long texts continue over cards, and lookups convert", () => {
  const cards = [
    "LONG    = 'first &'",
    "CONTINUE  'second&' / half",
    "CONTINUE  '' / done",
    card("SEQNUM", "42"),
    card("GOOD", true),
  ];
  const header = read(fitsBytes({ cards: imageCards(0, 8, [], cards) }))[0]!.header;
  expect(textOf(header, "LONG")).toBe("first second");
  expect(header.byKeyword.get("LONG")?.comment).toBe("half done");
  expect(numberOf(header, "SEQNUM")).toBe(42);
  expect(numberOf(header, "LONG")).toBeNull();
  expect(textOf(header, "GOOD")).toBe("T");
  expect(cardValue(header, "ABSENT")).toBeNull();
});

test("a bad card that is not structural is a warning", () => {
  const [hdu] = read(fitsBytes({ cards: imageCards(0, 16, [1, 1], ["OBSERVER= Jane Doe"]), data: new Uint8Array(2) }));
  expect(hdu?.header.warnings).toEqual(['header card OBSERVER has the text "Jane Doe" without quotes']);
  expect(textOf(hdu!.header, "OBSERVER")).toBe("Jane Doe");
});

test.each([
  ["NAXIS1", ["NAXIS1  = many"]],
  ["NAXIS1", ["NAXIS1  =                 -5"]],
  ["NAXIS1", ["NAXIS1  =                3.5"]],
  ["NAXIS1", []],
])("a malformed %s names word, HDU and offset", (word, replacement) => {
  const cards = [card("SIMPLE", true), card("BITPIX", 16), card("NAXIS", 2), ...replacement, card("NAXIS2", 4)];
  const error = failure(() => read(fitsBytes({ cards })));
  expect([error.code, error.hdu, error.offset]).toEqual(["bad-header", 0, 0]);
  expect(error.message).toContain(word);
});

test("BITPIX has six values", () => {
  expect(failure(() => read(fitsBytes({ cards: imageCards(0, 12, [1, 1]) }))).code).toBe("bad-header");
});

test("what is no FITS file is called so", () => {
  expect(failure(() => read(new Uint8Array(0)))).toMatchObject({
    code: "not-fits",
    message: expect.stringMatching(/empty/),
  });
  expect(failure(() => read(new TextEncoder().encode("<!DOCTYPE html>".repeat(1000)))).code).toBe("not-fits");
  expect(failure(() => read(new Uint8Array(100_000).map((_, i) => (i * 7919) & 0xff))).code).toBe("not-fits");
});

test("a header that never ends is truncated, also when it is long", () => {
  const start = fitsBytes({ cards: imageCards(0, 16, [4, 4]) }).slice(0, 240);
  expect(failure(() => read(start))).toMatchObject({ code: "truncated", hdu: 0 });
  const endless = new Uint8Array(2880 * 500).fill(0x41);
  endless.set(start);
  expect(failure(() => read(endless)).code).toBe("truncated");
});

test("missing data bytes are counted, padding is not needed, junk behind is noted", () => {
  const whole = fitsBytes({ cards: imageCards(0, 16, [10, 10]), data: new Uint8Array(200) });
  expect(read(whole.slice(0, 2880 + 200))[0]?.missingBytes).toBe(0);
  expect(read(whole.slice(0, 2880 + 150))[0]?.missingBytes).toBe(50);
  const [hdu] = read(Uint8Array.from([...whole, ...new Uint8Array(700).fill(7)]));
  expect(hdu?.header.warnings).toEqual(["700 bytes after HDU 0 are no FITS extension and were ignored"]);
});

test("an impossible size is refused before memory is asked for", () => {
  const error = failure(() => read(fitsBytes({ cards: imageCards(0, 64, [2 ** 40, 2 ** 40]) })));
  expect(error.code).toBe("bad-header");
});
