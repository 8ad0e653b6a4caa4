/** A FITS header as a value: its cards in order, and lookups by word. */
import { type CardValue, type FitsCard, parseCard } from "./card.ts";
import { FitsError } from "./fits-error.ts";
import type { ByteSource } from "./source.ts";

/** Length of the blocks that a FITS file is made of, bytes. */
export const fitsBlockBytes = 2880;
const cardBytes = 80;
/** Most cards of one header; the longest headers of real cameras have a few thousand. */
const maxCards = 100_000;
/** Words on which the structure of an HDU hangs: when one stands twice, two programs may read two different files. */
const structuralWord = /^(SIMPLE|XTENSION|Z?BITPIX|Z?NAXIS\d*|[PG]COUNT|THEAP|TFIELDS|TFORM\d+|ZTILE\d+|ZCMPTYPE)$/;

export interface FitsHeader {
  readonly cards: readonly FitsCard[];
  /** First card of each keyword that has a value. */
  readonly byKeyword: ReadonlyMap<string, FitsCard>;
  /** What is wrong without making the file unreadable, a sentence each. */
  readonly warnings: readonly string[];
}

/**
 * Reads the header that starts at `offset`, CONTINUE cards joined.
 * @returns the header and the offset of the data behind it.
 * @throws FitsError `truncated` when the file ends before the END card, `bad-header` when none comes for very long.
 */
export function readHeader(
  source: ByteSource,
  offset: number,
  hduIndex: number,
): { header: FitsHeader; dataOffset: number } {
  const lines: string[] = [];
  for (let at = offset; ; at += fitsBlockBytes) {
    const block = source.slice(at, at + fitsBlockBytes);
    const text = String.fromCharCode.apply(null, block as unknown as number[]);
    for (let start = 0; start + cardBytes <= text.length; start += cardBytes) {
      const line = text.slice(start, start + cardBytes);
      if (line.startsWith("END     ")) return { header: headerOf(lines), dataOffset: at + fitsBlockBytes };
      lines.push(line);
    }
    if (lines.length > maxCards) {
      throw new FitsError(
        "bad-header",
        `HDU ${hduIndex}: the header that starts at byte ${offset} has more than ${maxCards} cards and no END; the file is damaged.`,
        { hdu: hduIndex, offset },
      );
    }
    if (block.length < fitsBlockBytes) {
      throw new FitsError(
        "truncated",
        `HDU ${hduIndex}: the file ends at byte ${source.byteLength}, inside the header that starts at byte ${offset}; copy the file again.`,
        { hdu: hduIndex, offset: source.byteLength },
      );
    }
  }
}

/** @returns the header made of 80-character lines (without END). */
export function headerOf(lines: readonly string[]): FitsHeader {
  const cards: FitsCard[] = [];
  const warnings: string[] = [];
  // A long text is joined once at its end: joining card by card would take time with the square of their number.
  let parts: FitsCard[] = [];
  const finishText = (): void => {
    const [first] = parts;
    if (first && parts.length > 1) cards[cards.length - 1] = joined(first, parts);
    parts = [];
  };
  for (const line of lines) {
    const card = parseCard(line);
    const before = parts.at(-1);
    if (card.keyword === "CONTINUE" && before && isUnfinished(before)) {
      parts.push(card);
    } else if (line.trim() !== "") {
      finishText();
      if (card.keyword === "CONTINUE") warnings.push("a CONTINUE card follows no text that ends in &");
      cards.push(card);
      parts = [card];
    }
    if (card.flaw) warnings.push(`header card ${card.keyword || "(blank)"} ${card.flaw}`);
  }
  finishText();
  const byKeyword = new Map<string, FitsCard>();
  for (const card of cards) {
    const known = byKeyword.get(card.keyword);
    if (!known || (known.value === null && card.value !== null)) byKeyword.set(card.keyword, card);
    else if (known.value !== card.value && structuralWord.test(card.keyword)) {
      warnings.push(`header card ${card.keyword} stands several times with different values; the first is used`);
    }
  }
  return { cards, byKeyword, warnings };
}

function isUnfinished(card: FitsCard): boolean {
  return typeof card.value === "string" && card.value.endsWith("&");
}

/** The card of a long text: `parts` are its own card and the CONTINUE cards behind it. */
function joined(first: FitsCard, parts: readonly FitsCard[]): FitsCard {
  const last = parts.length - 1;
  const text = parts.map((part, i) => (i < last ? String(part.value).slice(0, -1) : String(part.value ?? "")));
  const comment = parts.map((part) => part.comment).filter(Boolean);
  return { ...first, value: text.join(""), comment: comment.join(" ") };
}

/** @returns the value of a word, or null where the header has none. */
export function cardValue(header: FitsHeader, word: string): CardValue {
  return header.byKeyword.get(word)?.value ?? null;
}

/** @returns the word's value as text (numbers and logicals printed), null where it is absent or blank. */
export function textOf(header: FitsHeader, word: string): string | null {
  const value = cardValue(header, word);
  if (value === null || value === "") return null;
  if (typeof value === "boolean") return value ? "T" : "F";
  return String(value).trim();
}

/** @returns the word's value as a finite number; text that is a number counts; null otherwise. */
export function numberOf(header: FitsHeader, word: string): number | null {
  const value = cardValue(header, word);
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** @returns whether the word is the logical T. */
export function isTrue(header: FitsHeader, word: string): boolean {
  return cardValue(header, word) === true;
}

/** @returns every value of a word that stands several times. */
export function cardValues(header: FitsHeader, word: string): CardValue[] {
  return header.cards.filter((card) => card.keyword === word).map((card) => card.value);
}

/**
 * A word that the structure of the file hangs on.
 * @throws FitsError `bad-header` when it is absent, no integer, or outside `min`…`max`.
 */
export function structuralInteger(
  header: FitsHeader,
  word: string,
  where: { hdu: number; offset: number },
  range: { min: number; max: number; fallback?: number },
): number {
  const card = header.byKeyword.get(word);
  if (!card && range.fallback !== undefined) return range.fallback;
  const value = card?.value ?? null;
  if (typeof value === "number" && Number.isInteger(value) && value >= range.min && value <= range.max) return value;
  const found = card ? `is ${JSON.stringify(value)}` : "is missing";
  throw new FitsError(
    "bad-header",
    `HDU ${where.hdu}: the header word ${word} ${found}, but must be an integer from ${range.min} to ${range.max}; the file was written wrongly or damaged.`,
    where,
  );
}
