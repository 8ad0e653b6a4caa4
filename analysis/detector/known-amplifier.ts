/** An amplifier with what its headers and the camera's data say of it: gain, read noise, saturation. */
import { type FitsHeader, numberOf } from "../fits/header.ts";
import type { Amplifier } from "./amplifiers.ts";

/** A number for each amplifier: by the name of its extension, or in the order of the file's amplifiers. */
export type ByAmplifier = Readonly<Record<string, number>> | readonly number[];

/** What is known of amplifiers besides the file. */
export interface AmplifierOptions {
  /** Header words that hold the saturation level in counts as read, in order. */
  saturationWords: readonly string[];
  /** Saturation where neither a header nor the list says it; null is unknown. */
  saturationAdu: number | null;
  /** Of the two levels that are no header's: counts as read, or counted from the bias. `raw` where it is absent. */
  saturationIs?: "raw" | "above-bias" | undefined;
  /** Gains, e⁻/count, for headers that do not say them. */
  ampGains?: ByAmplifier | undefined;
  /** Nominal read noises, e⁻. */
  ampReadNoises?: ByAmplifier | undefined;
  /** Saturation for headers that do not say it. */
  ampSaturationsAdu?: ByAmplifier | undefined;
}

/** A saturation level, and whether it is counted from the bias instead of 0. */
export interface Saturation {
  readonly levelAdu: number;
  readonly isAboveBias: boolean;
}

/** What is known of one readout; null is unknown. */
export interface ReadoutFacts {
  /** e⁻/count. */
  readonly headerGain: number | null;
  readonly cameraGain: number | null;
  /** e⁻. */
  readonly nominalReadNoise: number | null;
  readonly saturation: Saturation | null;
}

export type KnownAmplifier = Amplifier & ReadoutFacts;

/** Where in the file a readout stands. */
export interface ReadoutPlace {
  readonly name: string;
  /** Its own place and how many there are: a list of another length is not of this file. */
  readonly at: number;
  readonly count: number;
}

/** @param headers of the readout's own HDU and the primary one, in the order to ask. */
export function readoutFacts(
  headers: readonly FitsHeader[],
  place: ReadoutPlace,
  options: AmplifierOptions,
): ReadoutFacts {
  return {
    headerGain: positiveIn(headers.slice(0, 1), ["GAIN"]),
    cameraGain: numberFor(options.ampGains, place),
    nominalReadNoise: numberFor(options.ampReadNoises, place),
    saturation: saturationOf(headers, place, options),
  };
}

/** @returns the gain to compute with: the header's first. */
export function gainOf({ headerGain, cameraGain }: ReadoutFacts): number | null {
  return headerGain ?? cameraGain;
}

/** @returns the two gains alone. */
export function gainsOf({ headerGain, cameraGain }: ReadoutFacts): Pick<ReadoutFacts, "headerGain" | "cameraGain"> {
  return { headerGain, cameraGain };
}

/** @returns the level in counts as read. @param biasAdu the readout's own, 0 where it is not known. */
export function rawSaturation(saturation: Saturation | null, biasAdu: number): number | null {
  return saturation && saturation.levelAdu + (saturation.isAboveBias ? biasAdu : 0);
}

function saturationOf(
  headers: readonly FitsHeader[],
  place: ReadoutPlace,
  options: AmplifierOptions,
): Saturation | null {
  const written = positiveIn(headers, options.saturationWords);
  if (written !== null) return { levelAdu: written, isAboveBias: false };
  const levelAdu = numberFor(options.ampSaturationsAdu, place) ?? options.saturationAdu;
  return levelAdu === null ? null : { levelAdu, isAboveBias: options.saturationIs === "above-bias" };
}

/** 0 is how headers say that they do not know. */
function positiveIn(headers: readonly FitsHeader[], words: readonly string[]): number | null {
  for (const header of headers) {
    for (const word of words) {
      const value = numberOf(header, word);
      if (value !== null && value > 0) return value;
    }
  }
  return null;
}

function numberFor(numbers: ByAmplifier | undefined, { name, at, count }: ReadoutPlace): number | null {
  if (numbers === undefined) return null;
  if (isList(numbers)) return numbers.length === count ? (numbers[at] ?? null) : null;
  return Object.hasOwn(numbers, name) ? (numbers[name] ?? null) : null;
}

const isList = (numbers: ByAmplifier): numbers is readonly number[] => Array.isArray(numbers);
