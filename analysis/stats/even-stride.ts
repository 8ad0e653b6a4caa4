/** A step through an image's pixels that samples all of its columns alike. */

/**
 * @param wanted pixels to sample about; an image that has no more is taken whole.
 * @returns the distance between sampled pixels, without a common divisor with the width, so that no column is favoured.
 */
export function evenStride(width: number, height: number, wanted: number): number {
  let stride = Math.max(1, Math.floor((width * height) / wanted));
  while (greatestCommonDivisor(stride, width) > 1) stride += 1;
  return stride;
}

/** @returns every `stride`-th pixel of an image, about `wanted` of them; NaN and all. */
export function sampleEvenly(data: Float32Array, width: number, height: number, wanted: number): Float32Array {
  const stride = evenStride(width, height, wanted);
  if (stride === 1) return data.slice();
  const sample = new Float32Array(Math.ceil(data.length / stride));
  for (let at = 0; at < sample.length; at += 1) sample[at] = data[at * stride] as number;
  return sample;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
