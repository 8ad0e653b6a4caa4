/** What goes wrong in the demo night, on purpose, so that the page shows its states. */
import { randomFor } from "./random.ts";

/**
 * `truncated-file`: the file of one detector breaks off, as after a failed copy; its row must show a failure.
 * `missing-event`: nobody announces one detector, as when a message is lost; the exposure must turn late.
 */
export interface Mishap {
  kind: "truncated-file" | "missing-event";
  detector: string;
}

/** One of so many exposures has a mishap, of both kinds in turn. */
const mishapEvery = 15;
/** The first comes early, so that a short look at the demo sees one. */
const firstMishap = 5;

/** @returns the mishap of the n-th exposure of a demo run (from 1), null for most. */
export function mishapOf(seed: number, exposure: number, detectors: readonly string[]): Mishap | null {
  const since = exposure - firstMishap;
  if (since < 0 || since % mishapEvery !== 0 || detectors.length === 0) return null;
  const detector = detectors[Math.floor(randomFor(seed, "mishap", exposure).uniform() * detectors.length)] as string;
  return { kind: (since / mishapEvery) % 2 === 0 ? "truncated-file" : "missing-event", detector };
}

/** @returns when each detector's event is sent after the first, milliseconds: shuffled, within about a second. */
export function eventDelaysMs(seed: number, exposure: number, detectors: readonly string[]): Map<string, number> {
  const random = randomFor(seed, "event order", exposure);
  return new Map(detectors.map((detector) => [detector, Math.round(1000 * random.uniform())]));
}

/** @returns a file as a copy that broke off leaves it: about two thirds of its bytes. */
export function truncated(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, Math.floor((bytes.length * 2) / 3));
}
