/** The HCOMPRESS tile that asks for the most work with the fewest bytes: every plane of every quadrant holds one bit. */

const planes = 52;
const headerBytes = 25;

/** @returns the codes of a tile of side × side pixels; `side` is a power of two. */
export function hostileTile(side: number): Uint8Array {
  const bits: number[] = [];
  const put = (value: number, width: number) => {
    for (let bit = width - 1; bit >= 0; bit -= 1) bits.push((value >>> bit) & 1);
  };
  const levels = 31 - Math.clz32(side / 2);
  for (let plane = 0; plane < 4 * planes; plane += 1) {
    // A quadtree, and on each of its levels the first quarter only.
    put(15, 4);
    for (let level = 0; level < levels; level += 1) put(3, 3);
  }
  // The end mark, and signs.
  put(0, 4);
  const codes = new Uint8Array(headerBytes + Math.ceil(bits.length / 8) + 8);
  const view = new DataView(codes.buffer);
  view.setUint16(0, 0xdd99);
  view.setInt32(2, side);
  view.setInt32(6, side);
  view.setInt32(10, 30);
  view.setBigInt64(14, 100n);
  codes.fill(planes, headerBytes - 3, headerBytes);
  bits.forEach((bit, at) => {
    const byte = headerBytes + (at >> 3);
    codes[byte] = (codes[byte] as number) | (bit << (7 - (at & 7)));
  });
  return codes;
}
