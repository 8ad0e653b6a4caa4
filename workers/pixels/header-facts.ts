/** Facts of an exposure from its headers, by the words that a camera's data list. */
import type { CardValue } from "#analysis/fits/card.ts";
import { cardValue, type FitsHeader, numberOf, textOf } from "#analysis/fits/header.ts";
import type { CameraFacts } from "#contracts/job.ts";
import type { HeaderFacts } from "#contracts/result-facts.ts";
import { fits } from "#contracts/selection.ts";
import { parseDegrees, parseRaDeg } from "./header-angle.ts";
import { type HeaderTime, parseHeaderTime, toUtcMs } from "./header-time.ts";

type Headers = readonly FitsHeader[];

/** Spellings of image types, in lower case. */
const imageTypes: Readonly<Record<string, string>> = {
  object: "science",
  skyexp: "science",
  expose: "science",
  light: "science",
  "light frame": "science",
  "bias frame": "bias",
  zero: "bias",
  "dark frame": "dark",
  "flat field": "flat",
  "flat frame": "flat",
  "dome flat": "flat",
  domeflat: "flat",
  "sky flat": "flat",
  skyflat: "flat",
  "twilight flat": "flat",
  "lamp flat": "flat",
  lampflat: "flat",
  dflat: "flat",
  sflat: "flat",
};

/** Texts that mean that there is none. */
const placeholders = new Set(["n/a", "not available", "unspecified"]);

/** Where the time of day stands when the listed words hold only the day. */
const clockWords = ["UT-OBS", "UT", "UTC-OBS", "TIME-OBS", "UTSTART", "UTC", "UT-TIME"];

/**
 * @param headers headers to ask, the image's own first; for each word all headers are asked before the next word.
 * @returns the facts, null where no header says one that can be understood.
 */
export function headerFactsOf(headers: Headers, facts: CameraFacts): HeaderFacts {
  const words = facts.headerWords;
  const imageType = firstText(headers, words.imageType)?.toLowerCase() ?? null;
  const physicalFilter = firstText(headers, words.physicalFilter);
  const decDeg = first(headers, words.decDeg, parseDegrees);
  const altitudeDeg = first(headers, words.altitudeDeg, parseDegrees);
  return {
    exposureTimeS: first(headers, words.exposureTimeS, notNegative),
    imageType: imageType === null ? null : (imageTypes[imageType] ?? imageType),
    band: firstText(headers, words.band) ?? bandOf(physicalFilter, facts.filterBands ?? {}),
    physicalFilter,
    obsStartUtc: obsStartUtcOf(headers, facts),
    airmass: first(headers, words.airmass, (value) => atLeastOne(value)),
    target: firstText(headers, words.target),
    program: firstText(headers, words.program),
    observationReason: firstText(headers, words.observationReason),
    raDeg: first(headers, words.raDeg, parseRaDeg),
    decDeg: decDeg !== null && Math.abs(decDeg) <= 90 ? decDeg : null,
    altitudeDeg: altitudeDeg !== null && Math.abs(altitudeDeg) <= 90 ? altitudeDeg : null,
    azimuthDeg: first(headers, words.azimuthDeg, parseDegrees),
  };
}

/** @returns the observing day (YYYYMMDD) and number that the headers give the exposure, null where they do not. */
export function nightPlaceOf(headers: Headers, facts: CameraFacts): { dayObs: number | null; seqNum: number | null } {
  const wholeNumber = (value: CardValue) => {
    const number = typeof value === "string" ? Number(value.replace(/^(\d{4})-(\d{2})-(\d{2})$/, "$1$2$3")) : value;
    return typeof number === "number" && Number.isInteger(number) && number > 0 ? number : null;
  };
  const dayObs = first(headers, facts.headerWords.dayObs, wholeNumber);
  const isDay = dayObs !== null && parseHeaderTime(String(dayObs).replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3"));
  return { dayObs: isDay ? dayObs : null, seqNum: first(headers, facts.headerWords.seqNum, wholeNumber) };
}

/** @returns arcsec per pixel: the listed words, else the camera's data, else a celestial WCS; null is unknown. */
export function pixelScaleOf(headers: Headers, facts: CameraFacts): number | null {
  const positive = (value: CardValue) => {
    const number = notNegative(value);
    return number !== null && number > 0 ? number : null;
  };
  return first(headers, facts.headerWords.pixelScaleArcsec, positive) ?? facts.pixelScaleArcsec ?? wcsScaleOf(headers);
}

function bandOf(filter: string | null, bands: Readonly<Record<string, string>>): string | null {
  if (filter === null) return null;
  return Object.entries(bands).find(([name]) => fits(name, filter))?.[1] ?? null;
}

/** First value of the listed words that `read` understands. */
function first<T>(headers: Headers, words: readonly string[], read: (value: CardValue) => T | null): T | null {
  for (const word of words) {
    for (const header of headers) {
      const found = read(cardValue(header, word));
      if (found !== null) return found;
    }
  }
  return null;
}

function firstText(headers: Headers, words: readonly string[]): string | null {
  for (const word of words) {
    for (const header of headers) {
      const text =
        textOf(header, word)
          ?.replace(/[^\x20-\x7e]/g, "")
          .trim() ?? "";
      if (text !== "" && !placeholders.has(text.toLowerCase())) return text;
    }
  }
  return null;
}

function notNegative(value: CardValue): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) && number >= 0 ? number : null;
}

/** Airmass 0 and below is how headers say that there is none. */
function atLeastOne(value: CardValue): number | null {
  const number = notNegative(value);
  return number !== null && number >= 0.99 ? number : null;
}

function obsStartUtcOf(headers: Headers, facts: CameraFacts): string | null {
  let day: HeaderTime | null = null;
  let clock: HeaderTime | null = null;
  const scale = firstText(headers, ["TIMESYS"]) ?? facts.timeScale;
  for (const word of [...facts.headerWords.obsStart, ...clockWords]) {
    const time = first(headers, [word], parseHeaderTime);
    if (time?.kind === "instant" && day === null) return isoOf(time.zoned ? time.ms : toUtcMs(time.ms, scale));
    if (time?.kind === "instant") continue;
    if (time?.kind === "day") day ??= time;
    else if (time) clock ??= time;
  }
  if (day && clock) return isoOf(toUtcMs(day.ms + clock.ms, scale));
  return day ? (isoOf(day.ms)?.slice(0, 10) ?? null) : null;
}

function isoOf(ms: number): string | null {
  return Math.abs(ms) < 8e15 ? new Date(ms).toISOString() : null;
}

/** Geometric mean of the two axes' scales, by CDi_j or CDELTi. */
function wcsScaleOf(headers: Headers): number | null {
  for (const header of headers) {
    if (!/^(RA--|DEC-|GLON|GLAT|ELON|ELAT)/.test(textOf(header, "CTYPE1") ?? "")) continue;
    const word = (name: string) => numberOf(header, name);
    const [cd11, cd12, cd21, cd22] = [word("CD1_1"), word("CD1_2") ?? 0, word("CD2_1") ?? 0, word("CD2_2") ?? 0];
    const area = cd11 === null ? (word("CDELT1") ?? 0) * (word("CDELT2") ?? 0) : cd11 * cd22 - cd12 * cd21;
    const scaleArcsec = Math.sqrt(Math.abs(area)) * 3600;
    if (scaleArcsec > 1e-3 && scaleArcsec < 3600) return scaleArcsec;
  }
  return null;
}
