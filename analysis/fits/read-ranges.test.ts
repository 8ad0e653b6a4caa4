import { expect, test } from "vitest";
import { card, fitsBytes, imageCards } from "../../fixtures/fits-bytes.ts";
import { decodeStored } from "./decode-image.ts";
import { fitsBlockBytes } from "./header.ts";
import { readHdus } from "./read-hdus.ts";
import { type ByteSource, bytesSource } from "./source.ts";

/** A source that keeps the ranges it was asked for. */
function watched(bytes: Uint8Array): { source: ByteSource; ranges: [number, number][] } {
  const ranges: [number, number][] = [];
  const inner = bytesSource(bytes);
  const slice = (start: number, end: number) => {
    ranges.push([start, end]);
    return inner.slice(start, end);
  };
  return { source: { byteLength: bytes.byteLength, slice }, ranges };
}

const amplifiers = 16;
const dataBytes = 576 * 200 * 2;
const cards = (index: number) => imageCards(index, 16, [576, 200], [card("EXTNAME", `Segment${index}`)]);
const file = fitsBytes(
  { cards: imageCards(0, 8, []) },
  ...Array.from({ length: amplifiers }, (_, i) => ({ cards: cards(i + 1), data: new Uint8Array(dataBytes) })),
);

test("listing the HDUs of a file asks for its header blocks and not for one byte of pixels", () => {
  const { source, ranges } = watched(file);
  const hdus = readHdus(source);
  const touched = new Set(ranges.flatMap(([start, end]) => blocksOf(start, end)));
  const headers = hdus.flatMap((hdu) => blocksOf(hdu.dataOffset - fitsBlockBytes, hdu.dataOffset));
  expect([...touched].sort((a, b) => a - b)).toEqual(headers);
  const asked = ranges.reduce((sum, [start, end]) => sum + (end - start), 0);
  expect(asked).toBe((amplifiers + 1) * (fitsBlockBytes + 10));
  expect(asked / file.length).toBeLessThan(0.02);
});

test("decoding an HDU asks for its data unit once and for nothing else", () => {
  const { source, ranges } = watched(file);
  const hdu = readHdus(source)[7]!;
  ranges.length = 0;
  expect(decodeStored(source, hdu)).toHaveLength(576 * 200);
  expect(ranges).toEqual([[hdu.dataOffset, hdu.dataOffset + dataBytes]]);
});

/** Numbers of the blocks that a range lies in. */
function blocksOf(start: number, end: number): number[] {
  const blocks = [];
  for (let block = Math.floor(start / fitsBlockBytes); block * fitsBlockBytes < end; block += 1) blocks.push(block);
  return blocks;
}
