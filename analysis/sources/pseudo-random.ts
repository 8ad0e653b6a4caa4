/** A small pseudo-random generator with a fixed start: the same image always gives the same sources. */

/** Largest number that the generator gives. */
export const randomMax = 0x7fffffff;

/** The linear congruential generator of POSIX `rand_r` as glibc has it, which SEP shares pixels out with. */
export interface PseudoRandom {
  state: number;
}

/** @returns the next integer from 0 to {@link randomMax}. */
export function nextRandom(random: PseudoRandom): number {
  const high = step(random) & 0x7ff;
  const middle = step(random) & 0x3ff;
  const low = step(random) & 0x3ff;
  return (((high << 10) ^ middle) << 10) ^ low;
}

function step(random: PseudoRandom): number {
  random.state = (Math.imul(random.state, 1103515245) + 12345) | 0;
  return random.state >>> 16;
}
