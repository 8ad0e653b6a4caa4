/** HCOMPRESS_1: bit planes of H-transform coefficients, coded as quadtrees (White, Postman & Lattanzi 1992; FITS standard 4.0 section 10.4.4). */
import { FitsError } from "./fits-error.ts";
import { invertHTransform } from "./h-transform.ts";
import { type BitReader, readBit, readNybble } from "./hcompress-bits.ts";
import { readPlanes } from "./hcompress-planes.ts";

/** Magic word, two lengths, scale, sum of all pixels, three counts of bit planes. */
const headerBytes = 25;
/** Integers in 64-bit floats are exact up to here; coefficients of 32-bit pixels need fewer bits. */
const maxPlanes = 52;

/**
 * Decodes one tile into `out`, which then holds integers (modulo 2³², as cfitsio has it).
 * @param smooth whether to smooth over the steps that a lossy scale makes (SMOOTH ≠ 0).
 * @throws FitsError `truncated` when the codes end too early or are not those of a tile of `count` pixels.
 */
export function decodeHcompress(codes: Uint8Array, count: number, smooth: boolean, out: Int32Array): void {
  if (codes.length <= headerBytes) throw damaged("end inside their header");
  const view = new DataView(codes.buffer, codes.byteOffset, codes.byteLength);
  if (view.getUint16(0) !== 0xdd99) throw damaged("do not begin with the HCOMPRESS mark");
  const rows = view.getInt32(2);
  const columns = view.getInt32(6);
  if (rows < 1 || columns < 1 || rows * columns !== count) {
    throw damaged(`are those of ${columns} × ${rows} pixels, but the tile has ${count}`);
  }
  const scale = view.getInt32(10);
  const coefficients = readCoefficients(codes, rows, columns);
  coefficients[0] = Number(view.getBigInt64(14));
  if (scale > 1) for (let i = 0; i < count; i += 1) coefficients[i] = (coefficients[i] as number) * scale;
  invertHTransform(coefficients, rows, columns, smooth ? scale : 0);
  out.set(coefficients);
}

/** Coefficients before scaling: three kinds of quadrants with bit planes of their own, then the signs. */
function readCoefficients(codes: Uint8Array, rows: number, columns: number): Float64Array {
  const reader: BitReader = { bytes: codes, at: headerBytes, buffer: 0, held: 0 };
  const [sumPlanes = 0, slopePlanes = 0, curvePlanes = 0] = codes.subarray(headerBytes - 3, headerBytes);
  if (Math.max(sumPlanes, slopePlanes, curvePlanes) > maxPlanes) throw damaged("have more bit planes than integers");
  const out = new Float64Array(rows * columns);
  const [top, left] = [(rows + 1) >> 1, (columns + 1) >> 1];
  const [bottom, right] = [rows >> 1, columns >> 1];
  readPlanes(reader, out, { start: 0, stride: columns, rows: top, columns: left }, sumPlanes);
  readPlanes(reader, out, { start: left, stride: columns, rows: top, columns: right }, slopePlanes);
  readPlanes(reader, out, { start: columns * top, stride: columns, rows: bottom, columns: left }, slopePlanes);
  const corner = { start: columns * top + left, stride: columns, rows: bottom, columns: right };
  readPlanes(reader, out, corner, curvePlanes);
  if (readNybble(reader) !== 0) throw damaged("have no end mark behind the bit planes");
  reader.held = 0;
  for (let i = 0; i < out.length; i += 1) {
    if (out[i] !== 0 && readBit(reader) === 1) out[i] = -(out[i] as number);
  }
  return out;
}

function damaged(what: string): FitsError {
  return new FitsError("truncated", `the HCOMPRESS codes ${what}`);
}
