/** Faint pixels of a deblended detection go to its sources at random, by how likely each source put light there. */
import { type Isophote, measureShape, type PixelList } from "./isophote.ts";
import { nextRandom, type PseudoRandom, randomMax } from "./pseudo-random.ts";

const f = Math.fround;
/** Beyond this exponent a source's light is nothing. */
const farAway = 70;

/**
 * @param cores the sources' own pixels; not empty.
 * @returns the sources with the rest of `whole`'s pixels added, thresholds set back to that of `whole`.
 */
export function sharePixels(
  list: PixelList,
  whole: Isophote,
  cores: readonly Isophote[],
  random: PseudoRandom,
): Isophote[] {
  for (const core of cores) measureShape(list, core, false);
  const taken = new Uint8Array(list.count);
  const amplitudes = new Float32Array(cores.length);
  cores.forEach((core, at) => {
    core.threshold = whole.threshold;
    for (let i = 0; i < core.pixels.length; i += 1) taken[core.pixels[i] as number] = 1;
    amplitudes[at] = amplitudeOf(core);
  });
  const shared: number[][] = cores.map(() => []);
  const cumulated = new Float32Array(cores.length);
  for (let i = 0; i < whole.pixels.length; i += 1) {
    const pixel = whole.pixels[i] as number;
    if (taken[pixel] === 1) continue;
    const nearest = cumulate(cores, amplitudes, list.x[pixel] as number, list.y[pixel] as number, cumulated);
    shared[choose(cumulated, nearest, random)]?.push(pixel);
  }
  return cores.map((core, at) => withPixels(core, shared[at] ?? []));
}

/** Peak of a Gaussian that has the source's area above its threshold, at most four times its peak. */
function amplitudeOf(core: Isophote): number {
  const exponent = f(core.pixels.length / (2 * Math.PI * core.areaCorrection * core.a * core.b));
  const limit = f(4 * core.smoothedPeak);
  return Math.min(exponent < farAway ? f(core.threshold * f(Math.exp(exponent))) : limit, limit);
}

/** Sums the sources' light at a pixel one after the other into `cumulated`. @returns the nearest source in sigmas. */
function cumulate(
  cores: readonly Isophote[],
  amplitudes: Float32Array,
  x: number,
  y: number,
  cumulated: Float32Array,
): number {
  let nearest = 0;
  let least = 1e31;
  let sum = 0;
  for (let i = 0; i < cores.length; i += 1) {
    const core = cores[i] as Isophote;
    const dx = f(x - core.x);
    const dy = f(y - core.y);
    const square = core.cxx * dx * dx + core.cyy * dy * dy + core.cxy * dx * dy;
    const distance = f((0.5 * square) / core.areaCorrection);
    sum = f(sum + (distance < farAway ? f((amplitudes[i] as number) * f(Math.exp(-distance))) : 0));
    cumulated[i] = sum;
    if (distance < least) {
      least = distance;
      nearest = i;
    }
  }
  return nearest;
}

function choose(cumulated: Float32Array, nearest: number, random: PseudoRandom): number {
  const total = cumulated[cumulated.length - 1] as number;
  if (!(total > 1e-31)) return nearest;
  const drawn = f(f(total * f(nextRandom(random))) / f(randomMax));
  for (let i = 0; i < cumulated.length; i += 1) if ((cumulated[i] as number) >= drawn) return i;
  return nearest;
}

function withPixels(core: Isophote, more: readonly number[]): Isophote {
  if (more.length === 0) return core;
  const pixels = new Int32Array(core.pixels.length + more.length);
  pixels.set(core.pixels);
  pixels.set(more, core.pixels.length);
  return { ...core, pixels };
}
