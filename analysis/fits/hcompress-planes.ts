/** The bit planes of an HCOMPRESS stream's quadrants: plain, or as quadtrees of which only what holds a bit is looked at. */
import { FitsError } from "./fits-error.ts";
import { type BitReader, readHuffman, readNybble } from "./hcompress-bits.ts";

/** A part of the coefficients that has bit planes of its own. */
export interface Quadrant {
  readonly start: number;
  /** Length of a row of all coefficients. */
  readonly stride: number;
  readonly rows: number;
  readonly columns: number;
}

/** Groups of 2 × 2 on one level of a tree that hold a bit, last row first and in a row last column first. */
interface GroupList {
  count: number;
  readonly row: Int32Array;
  readonly column: Int32Array;
  /** A nybble each: 8 is the upper left of the group, 4 its neighbour in the row, 2 and 1 those below. */
  readonly bits: Uint8Array;
}

/**
 * Adds a quadrant's bit planes to `out`. Each begins with a nybble: 0 for plain groups, 15 for a quadtree over them.
 * @returns how many groups were looked at. Each was a code of its own, so the work hangs on the codes that are there and
 * not on the pixels that they are said to make.
 * @throws FitsError `truncated` when the codes end too early or a plane has another form.
 */
export function readPlanes(reader: BitReader, out: Float64Array, quadrant: Quadrant, planes: number): number {
  const [groupRows, groupColumns] = [(quadrant.rows + 1) >> 1, (quadrant.columns + 1) >> 1];
  const longest = Math.max(quadrant.rows, quadrant.columns);
  const levels = longest <= 1 ? 0 : 32 - Math.clz32(longest - 1);
  let [groups, spare] = [groupList(), groupList()];
  let looked = 0;
  for (let plane = planes - 1; plane >= 0; plane -= 1) {
    const form = readNybble(reader);
    const value = 2 ** plane;
    if (form === 0) {
      for (let row = 0; row < groupRows; row += 1) {
        for (let column = 0; column < groupColumns; column += 1) {
          addGroup(out, quadrant, row, column, readNybble(reader), value);
        }
      }
      looked += groupRows * groupColumns;
    } else if (form === 15) {
      groups.count = 0;
      groups = append(groups, 0, 0, readHuffman(reader));
      looked += 1;
      for (let level = levels - 1; level >= 1; level -= 1) {
        const unit = 2 ** level;
        // A quadrant without rows has codes as if it had one.
        const rows = Math.max(1, Math.ceil(quadrant.rows / unit));
        const columns = Math.max(1, Math.ceil(quadrant.columns / unit));
        spare.count = 0;
        const [read, children] = growTree(reader, groups, spare, rows, columns);
        looked += read;
        [groups, spare] = [children, groups];
      }
      for (let at = 0; at < groups.count; at += 1) {
        const [row, column] = [groups.row[at] as number, groups.column[at] as number];
        addGroup(out, quadrant, row, column, groups.bits[at] as number, value);
      }
    } else {
      throw new FitsError("truncated", `the HCOMPRESS codes have the bit plane form ${form}, which is none`);
    }
  }
  return looked;
}

/**
 * One level down the tree: each bit of a parent's nybble that is set has a nybble of its own.
 * @returns how many were read, and those of them that hold a bit.
 */
function growTree(
  reader: BitReader,
  parents: GroupList,
  children: GroupList,
  rows: number,
  columns: number,
): [number, GroupList] {
  let read = 0;
  let list = children;
  for (let first = 0, end = 0; first < parents.count; first = end) {
    const parentRow = parents.row[first] as number;
    while (end < parents.count && parents.row[end] === parentRow) end += 1;
    for (let lower = 1; lower >= 0; lower -= 1) {
      const row = 2 * parentRow + lower;
      if (row >= rows) continue;
      for (let at = first; at < end; at += 1) {
        const bits = (parents.bits[at] as number) >> (lower === 1 ? 0 : 2);
        const column = 2 * (parents.column[at] as number);
        if ((bits & 1) !== 0 && column + 1 < columns) {
          read += 1;
          list = append(list, row, column + 1, readHuffman(reader));
        }
        if ((bits & 2) !== 0) {
          read += 1;
          list = append(list, row, column, readHuffman(reader));
        }
      }
    }
  }
  return [read, list];
}

function addGroup(
  out: Float64Array,
  quadrant: Quadrant,
  groupRow: number,
  groupColumn: number,
  bits: number,
  value: number,
) {
  if (bits === 0) return;
  const [row, column] = [2 * groupRow, 2 * groupColumn];
  const { start, stride, rows, columns } = quadrant;
  if (row >= rows || column >= columns) return;
  const at = start + row * stride + column;
  const hasNext = column + 1 < columns;
  if (bits & 8) out[at] = (out[at] as number) + value;
  if (bits & 4 && hasNext) out[at + 1] = (out[at + 1] as number) + value;
  if (row + 1 >= rows) return;
  if (bits & 2) out[at + stride] = (out[at + stride] as number) + value;
  if (bits & 1 && hasNext) out[at + stride + 1] = (out[at + stride + 1] as number) + value;
}

function groupList(size = 1024): GroupList {
  return { count: 0, row: new Int32Array(size), column: new Int32Array(size), bits: new Uint8Array(size) };
}

/** @returns the list with a group that holds a bit added: the same one, or a larger one. */
function append(list: GroupList, row: number, column: number, bits: number): GroupList {
  if (bits === 0) return list;
  const to = list.count < list.bits.length ? list : grown(list);
  to.row[to.count] = row;
  to.column[to.count] = column;
  to.bits[to.count] = bits;
  to.count += 1;
  return to;
}

function grown(list: GroupList): GroupList {
  const larger = groupList(4 * list.count);
  larger.row.set(list.row);
  larger.column.set(list.column);
  larger.bits.set(list.bits);
  larger.count = list.count;
  return larger;
}
