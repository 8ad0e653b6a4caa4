/** Damages a FITS file as disks, networks, bad writers and enemies do; the same random numbers give the same damage. */
import { gzipSync } from "node:zlib";
import type { Random } from "#scripts/simulate/random.ts";
import type { Seedling } from "./corpus.ts";

type Damage = (bytes: Uint8Array, random: Random, seedling: Seedling, others: readonly Seedling[]) => Uint8Array;

const integers = [-1, 0, 1, 2, 3, 7, 8, 16, -32, 255, 256, 999, 4096, 65536, 2 ** 24, 2 ** 31 - 1, 2 ** 31, 2 ** 32];
const values = [
  ...integers.map(String),
  ...["1099511627776", "9223372036854775807", "1E308", "-1E308", "1E999", "3.5", "NaN", "T", "F", "'", "''", "'&'"],
  ...[
    "'RICE_1'",
    "'GZIP_1'",
    "'GZIP_2'",
    "'PLIO_1'",
    "'HCOMPRESS_1'",
    "'NOCOMPRESS'",
    "'1PB'",
    "'0PB'",
    "'1QB'",
    "'BINTABLE'",
  ],
];
const words = [
  ...["SIMPLE", "XTENSION", "BITPIX", "NAXIS", "NAXIS1", "NAXIS2", "NAXIS3", "PCOUNT", "GCOUNT", "GROUPS", "THEAP"],
  ...["TFIELDS", "TFORM1", "TTYPE1", "ZIMAGE", "ZCMPTYPE", "ZBITPIX", "ZNAXIS", "ZNAXIS1", "ZNAXIS2", "ZTILE1"],
  ...["ZTILE2", "ZNAME1", "ZVAL1", "ZVAL2", "ZQUANTIZ", "ZDITHER0", "ZBLANK", "ZSCALE", "BSCALE", "BZERO", "BLANK"],
  ...["CONTINUE", "HIERARCH", "COMMENT", "END"],
];
const maxBytes = 2 ** 21;

const below = (random: Random, limit: number): number => Math.floor(random.uniform() * limit);

function pick<T>(random: Random, list: readonly T[]): T {
  const found = list[below(random, list.length)];
  if (found === undefined) throw new Error("nothing to pick from");
  return found;
}

/** A copy without `removed` bytes at `at`, and with `added` in their place. */
function spliced(bytes: Uint8Array, at: number, removed: number, added: Uint8Array): Uint8Array {
  const room = Math.max(0, maxBytes - bytes.length);
  return Buffer.concat([bytes.subarray(0, at), added.subarray(0, removed + room), bytes.subarray(at + removed)]);
}

function overwritten(bytes: Uint8Array, at: number, added: Uint8Array): Uint8Array {
  const copy = new Uint8Array(bytes);
  copy.set(added.subarray(0, Math.max(0, bytes.length - at)), Math.min(at, bytes.length));
  return copy;
}

const text = (line: string): Uint8Array => Uint8Array.from(line, (letter) => letter.charCodeAt(0));

function integerBytes(random: Random): Uint8Array {
  const value = pick(random, integers);
  const bytes = new Uint8Array(pick(random, [1, 2, 4, 8]));
  const view = new DataView(bytes.buffer);
  if (bytes.length === 1) view.setUint8(0, value);
  else if (bytes.length === 2) view.setInt16(0, value);
  else if (bytes.length === 4) view.setInt32(0, value);
  else view.setBigInt64(0, BigInt(value));
  return bytes;
}

function anyCard(random: Random): Uint8Array {
  const word = pick(random, words);
  const line =
    word === "CONTINUE"
      ? `CONTINUE  '${"x".repeat(below(random, 60))}&'`
      : `${word.padEnd(8)}= ${pick(random, values)}`;
  return text((word === "END" ? "END" : line).padEnd(80).slice(0, 80));
}

function flipBits(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = new Uint8Array(bytes);
  for (let n = 1 + below(random, 8); n > 0 && copy.length > 0; n -= 1) {
    const at = below(random, copy.length);
    copy[at] = (copy[at] as number) ^ (1 << below(random, 8));
  }
  return copy;
}

/** Each kind of damage; those of headers and tables stand several times, because a FITS file is mostly pixels. */
const damages: readonly Damage[] = [
  flipBits,
  (bytes, random) => overwritten(bytes, below(random, bytes.length), integerBytes(random)),
  (bytes, random) => bytes.subarray(0, below(random, bytes.length)),
  (bytes, random) => spliced(bytes, below(random, bytes.length), below(random, 6000), new Uint8Array(0)),
  (bytes, random) => {
    const from = below(random, bytes.length);
    return spliced(bytes, below(random, bytes.length), 0, bytes.subarray(from, from + below(random, 6000)));
  },
  (bytes, random) => {
    const noise = Uint8Array.from({ length: 1 + below(random, 200) }, () => random.bits() & 0xff);
    return overwritten(bytes, below(random, bytes.length), noise);
  },
  changeValue,
  changeValue,
  changeValue,
  (bytes, random, { cardOffsets }) => overwritten(bytes, pick(random, cardOffsets), anyCard(random)),
  (bytes, random, { cardOffsets }) => {
    const other = pick(random, cardOffsets);
    return overwritten(bytes, pick(random, cardOffsets), bytes.slice(other, other + 80));
  },
  (bytes, random, { cardOffsets }) => spliced(bytes, pick(random, cardOffsets), 80, anyCard(random)),
  changeDescriptor,
  changeDescriptor,
  (bytes, random, _, others) => {
    const other = pick(random, others).bytes;
    const block = 2880 * below(random, Math.ceil(other.length / 2880));
    return spliced(bytes, 2880 * below(random, Math.ceil(bytes.length / 2880)), maxBytes, other.subarray(block));
  },
];

function changeValue(bytes: Uint8Array, random: Random, { cardOffsets }: Seedling): Uint8Array {
  const at = pick(random, cardOffsets);
  return overwritten(bytes, at + 10, text(pick(random, values).padStart(20).padEnd(70)));
}

function changeDescriptor(bytes: Uint8Array, random: Random, { tables }: Seedling): Uint8Array {
  if (tables.length === 0) return flipBits(bytes, random);
  const { start, length } = pick(random, tables);
  return overwritten(bytes, start + 4 * below(random, Math.ceil(length / 4)), integerBytes(random));
}

/** @returns a copy with one to four damages; files that were packed are now and then packed again, some damaged again. */
export function mutate(seedling: Seedling, random: Random, others: readonly Seedling[]): Uint8Array {
  let bytes = seedling.bytes;
  for (let n = 1 + below(random, 4); n > 0 && bytes.length > 0; n -= 1) {
    bytes = pick(random, damages)(bytes, random, seedling, others);
  }
  if (!seedling.wasPacked || random.uniform() < 0.7) return bytes;
  const packed = gzipSync(bytes, { level: 1 });
  return random.uniform() < 0.5 ? flipBits(packed, random) : packed;
}
