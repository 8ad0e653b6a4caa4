/** Seeded random numbers: the same seed gives the same numbers on every machine. */

export interface Random {
  /** @returns a 32-bit unsigned integer. */
  bits(): number;
  /** @returns a number in [0, 1). */
  uniform(): number;
  /** @returns a number of the standard normal distribution. */
  normal(): number;
  /** @returns a number of a Poisson distribution; above a mean of 30 its normal approximation, rounded. */
  poisson(mean: number): number;
}

/**
 * A generator for one purpose: the parts name it, for example `randomFor(seed, "stars", detector.id)`.
 * sfc32 (C. Doty-Humphrey, PractRand), seeded by an FNV-1a hash of the parts.
 */
export function randomFor(...parts: readonly (string | number)[]): Random {
  let hash = 0x811c9dc5;
  for (const character of parts.join("~")) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  let a = hash;
  let b = Math.imul(hash, 0x9e3779b1);
  let c = ~hash;
  let counter = 1;
  const bits = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let warmUp = 0; warmUp < 12; warmUp += 1) bits();
  const uniform = (): number => bits() / 4294967296;
  const normal = (): number => zigguratNormal(bits, uniform);
  return { bits, uniform, normal, poisson: (mean) => poisson(mean, uniform, normal) };
}

function poisson(mean: number, uniform: () => number, normal: () => number): number {
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = uniform(); product > limit; product *= uniform()) count += 1;
  return count;
}

/** 128 layers of equal area (G. Marsaglia, W. W. Tsang, "The Ziggurat Method", J. Stat. Soft. 5(8), 2000). */
const layers = 128;
const tailStart = 3.442619855899;
const layerArea = 9.91256303526217e-3;
const scale = new Float64Array(layers);
const accept = new Float64Array(layers);
const density = new Float64Array(layers);

function fillZiggurat(): void {
  let edge = tailStart;
  let previous = tailStart;
  const base = layerArea / Math.exp(-0.5 * edge * edge);
  accept[0] = edge / base;
  accept[1] = 0;
  scale[0] = base;
  scale[layers - 1] = edge;
  density[0] = 1;
  density[layers - 1] = Math.exp(-0.5 * edge * edge);
  for (let layer = layers - 2; layer >= 1; layer -= 1) {
    edge = Math.sqrt(-2 * Math.log(layerArea / edge + Math.exp(-0.5 * edge * edge)));
    accept[layer + 1] = edge / previous;
    previous = edge;
    density[layer] = Math.exp(-0.5 * edge * edge);
    scale[layer] = edge;
  }
}
fillZiggurat();

function zigguratNormal(bits: () => number, uniform: () => number): number {
  for (;;) {
    const random = bits();
    const layer = random & (layers - 1);
    // The layer's 7 bits must not take part in the position, or the two would be correlated.
    const position = ((random >> 7) + 0.5) / 16777216;
    const x = position * (scale[layer] as number);
    if (Math.abs(position) < (accept[layer] as number)) return x;
    if (layer === 0) return tail(position < 0, uniform);
    const above = density[layer] as number;
    const below = density[layer - 1] as number;
    if (above + uniform() * (below - above) < Math.exp(-0.5 * x * x)) return x;
  }
}

function tail(negative: boolean, uniform: () => number): number {
  for (;;) {
    const x = -Math.log(1 - uniform()) / tailStart;
    const y = -Math.log(1 - uniform());
    if (y + y > x * x) return negative ? -(tailStart + x) : tailStart + x;
  }
}
