/** The smallest image that takes a worker through its whole way once, so that the first real one finds it warm. */

const sidePx = 64;

/** @returns a FITS file of one flat 16-bit image. */
export function warmFrame(): Uint8Array<ArrayBuffer> {
  const cards = ["SIMPLE  =", "BITPIX  =", "NAXIS   =", "NAXIS1  =", "NAXIS2  ="];
  const values = ["T", "16", "2", String(sidePx), String(sidePx)];
  const header = cards.map((card, at) => `${card} ${values[at]?.padStart(20) ?? ""}`.padEnd(80));
  const bytes = new Uint8Array(2880 + Math.ceil((2 * sidePx ** 2) / 2880) * 2880);
  bytes.set(new TextEncoder().encode([...header, "END".padEnd(80)].join("").padEnd(2880)));
  const pixels = new DataView(bytes.buffer, 2880);
  // Neither flat nor random: a background without any spread would end the way early.
  for (let at = 0; at < sidePx ** 2; at += 1) pixels.setInt16(2 * at, 1000 + ((at * 7919) % 31));
  return bytes;
}
