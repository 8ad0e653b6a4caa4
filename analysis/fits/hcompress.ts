/** HCOMPRESS_1: bit planes of H-transform coefficients, coded as quadtrees (White, Postman & Lattanzi 1992; FITS standard 4.0 section 10.4.4). */
import { FitsError } from "./fits-error.ts";
import { invertHTransform } from "./h-transform.ts";
import { type BitReader, readBit, readHuffman, readNybble } from "./hcompress-bits.ts";

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
  readQuadrant(reader, out, { start: 0, stride: columns, rows: top, columns: left }, sumPlanes);
  readQuadrant(reader, out, { start: left, stride: columns, rows: top, columns: right }, slopePlanes);
  readQuadrant(reader, out, { start: columns * top, stride: columns, rows: bottom, columns: left }, slopePlanes);
  const corner = { start: columns * top + left, stride: columns, rows: bottom, columns: right };
  readQuadrant(reader, out, corner, curvePlanes);
  if (readNybble(reader) !== 0) throw damaged("have no end mark behind the bit planes");
  reader.held = 0;
  for (let i = 0; i < out.length; i += 1) {
    if (out[i] !== 0 && readBit(reader) === 1) out[i] = -(out[i] as number);
  }
  return out;
}

interface Quadrant {
  readonly start: number;
  readonly stride: number;
  readonly rows: number;
  readonly columns: number;
}

/** Each plane begins with a nybble: 0 for plain 2 × 2 groups, 15 for a quadtree over them. */
function readQuadrant(reader: BitReader, out: Float64Array, quadrant: Quadrant, planes: number): void {
  const [groupRows, groupColumns] = [(quadrant.rows + 1) >> 1, (quadrant.columns + 1) >> 1];
  const longest = Math.max(quadrant.rows, quadrant.columns);
  const levels = longest <= 1 ? 0 : 32 - Math.clz32(longest - 1);
  const size = Math.max(1, groupRows) * Math.max(1, groupColumns);
  let groups = new Uint8Array(size);
  let spare = new Uint8Array(size);
  for (let plane = planes - 1; plane >= 0; plane -= 1) {
    const form = readNybble(reader);
    if (form === 0) {
      for (let i = 0; i < groupRows * groupColumns; i += 1) groups[i] = readNybble(reader);
    } else if (form === 15) {
      groups[0] = readHuffman(reader);
      if (groups[0] === 0) continue;
      for (let level = levels - 1; level >= 1; level -= 1) {
        const unit = 2 ** level;
        const rows = Math.max(1, Math.ceil(quadrant.rows / unit));
        const columns = Math.max(1, Math.ceil(quadrant.columns / unit));
        growTree(reader, groups, spare, rows, columns);
        [groups, spare] = [spare, groups];
      }
    } else {
      throw damaged(`have the bit plane form ${form}, which is none`);
    }
    addPlane(groups, out, quadrant, 2 ** plane);
  }
}

/** One level down the tree: each bit of a parent's nybble that is set has a nybble of its own, last first. */
function growTree(reader: BitReader, parents: Uint8Array, children: Uint8Array, rows: number, columns: number): void {
  const parentColumns = (columns + 1) >> 1;
  for (let row = rows - 1; row >= 0; row -= 1) {
    const parentRow = (row >> 1) * parentColumns;
    for (let column = columns - 1; column >= 0; column -= 1) {
      const bit = 3 - ((row & 1) * 2 + (column & 1));
      const isSet = (((parents[parentRow + (column >> 1)] as number) >> bit) & 1) === 1;
      children[row * columns + column] = isSet ? readHuffman(reader) : 0;
    }
  }
}

/** Adds a bit plane of 2 × 2 groups: 8 is the pixel itself, 4 the next one in its row, 2 and 1 those in the next row. */
function addPlane(groups: Uint8Array, out: Float64Array, quadrant: Quadrant, value: number): void {
  const { start, stride, rows, columns } = quadrant;
  const groupColumns = (columns + 1) >> 1;
  for (let row = 0; row < rows; row += 2) {
    for (let column = 0; column < columns; column += 2) {
      const group = groups[(row >> 1) * groupColumns + (column >> 1)] as number;
      if (group === 0) continue;
      const at = start + row * stride + column;
      const hasNext = column + 1 < columns;
      if (group & 8) out[at] = (out[at] as number) + value;
      if (group & 4 && hasNext) out[at + 1] = (out[at + 1] as number) + value;
      if (row + 1 >= rows) continue;
      if (group & 2) out[at + stride] = (out[at + stride] as number) + value;
      if (group & 1 && hasNext) out[at + stride + 1] = (out[at + stride + 1] as number) + value;
    }
  }
}

function damaged(what: string): FitsError {
  return new FitsError("truncated", `the HCOMPRESS codes ${what}`);
}
