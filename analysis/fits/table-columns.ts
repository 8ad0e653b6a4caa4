/** Columns of a binary table: where each lies in a row, and the variable-length arrays in the heap. */
import { FitsError } from "./fits-error.ts";
import { structuralInteger, textOf } from "./header.ts";
import type { Hdu } from "./read-hdus.ts";

export interface TableColumn {
  /** TTYPEn in upper case. */
  readonly name: string;
  /** Letter of TFORMn; P and Q are variable-length arrays. */
  readonly code: string;
  /** Letter of the elements of a P or Q array. */
  readonly elementCode: string | null;
  /** Elements (for P and Q descriptors) in a row. */
  readonly repeat: number;
  /** Byte of the column in a row. */
  readonly offset: number;
}

const elementBytes: Record<string, number> = {
  L: 1,
  B: 1,
  A: 1,
  I: 2,
  J: 4,
  E: 4,
  K: 8,
  D: 8,
  C: 8,
  M: 16,
  P: 8,
  Q: 16,
};

/** @returns the columns of a binary table in order. @throws FitsError `bad-header` when TFORMn cannot be. */
export function tableColumns(hdu: Hdu): TableColumn[] {
  const where = { hdu: hdu.index, offset: hdu.dataOffset };
  const count = structuralInteger(hdu.header, "TFIELDS", where, { min: 0, max: 999 });
  const columns: TableColumn[] = [];
  let offset = 0;
  for (let n = 1; n <= count; n += 1) {
    const form = textOf(hdu.header, `TFORM${n}`) ?? "";
    const match = /^(\d*)([LXBAIJKEDCMPQ])(.?)/.exec(form);
    if (!match)
      throw new FitsError("bad-header", `HDU ${hdu.index}: TFORM${n} is "${form}", which is no column form.`, where);
    const [, repeatText, code = "", rest = ""] = match;
    const repeat = repeatText ? Number(repeatText) : 1;
    const name = (textOf(hdu.header, `TTYPE${n}`) ?? "").toUpperCase();
    columns.push({ name, code, elementCode: code === "P" || code === "Q" ? rest : null, repeat, offset });
    offset += code === "X" ? Math.ceil(repeat / 8) : repeat * (elementBytes[code] ?? 0);
  }
  const rowBytes = structuralInteger(hdu.header, "NAXIS1", where, { min: 0, max: 2 ** 31 });
  if (offset <= rowBytes) return columns;
  throw new FitsError(
    "bad-header",
    `HDU ${hdu.index}: its columns need ${offset} bytes, but a row has ${rowBytes}.`,
    where,
  );
}

/** Rows and heap of a binary table, read once. */
export interface TableData {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly rowBytes: number;
  readonly rows: number;
  readonly heapOffset: number;
  readonly hdu: number;
  /** Byte of the file at which the table begins. */
  readonly dataOffset: number;
}

/**
 * @returns the table's data over `bytes`, the whole data unit of the HDU.
 * @throws FitsError `bad-header` when the rows or the heap do not lie in the data unit.
 */
export function tableData(hdu: Hdu, bytes: Uint8Array): TableData {
  const where = { hdu: hdu.index, offset: hdu.dataOffset };
  const rowBytes = structuralInteger(hdu.header, "NAXIS1", where, { min: 0, max: 2 ** 31 });
  const rows = structuralInteger(hdu.header, "NAXIS2", where, { min: 0, max: 2 ** 31 });
  const tableBytes = rowBytes * rows;
  const heapOffset = structuralInteger(hdu.header, "THEAP", where, { min: 0, max: 2 ** 48, fallback: tableBytes });
  if (tableBytes > bytes.length || heapOffset < tableBytes) {
    const what = tableBytes > bytes.length ? `its data unit has ${bytes.length}` : `its heap begins at ${heapOffset}`;
    const message = `HDU ${hdu.index}: ${rows} rows of ${rowBytes} bytes, but ${what}; the header is damaged.`;
    throw new FitsError("bad-header", message, where);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { bytes, view, rowBytes, rows, heapOffset, hdu: hdu.index, dataOffset: hdu.dataOffset };
}

/** @returns the length of a variable-length array, bytes. @throws FitsError `bad-header` for a column of another kind. */
export function heapSize(table: TableData, column: TableColumn, row: number): number {
  if (column.elementCode === null || column.repeat === 0) {
    const form = `${column.repeat}${column.code}`;
    const message = `HDU ${table.hdu}: column ${column.name} has the form ${form}, but must be a variable-length array.`;
    throw new FitsError("bad-header", message, { hdu: table.hdu, offset: table.dataOffset });
  }
  const at = row * table.rowBytes + column.offset;
  const length = column.code === "Q" ? Number(table.view.getBigInt64(at)) : table.view.getInt32(at);
  return length * (elementBytes[column.elementCode] ?? 1);
}

/** @returns where a variable-length array begins, bytes from the start of the table; nonsense for damaged tables. */
export function heapOffset(table: TableData, column: TableColumn, row: number): number {
  const at = row * table.rowBytes + column.offset;
  const start = column.code === "Q" ? Number(table.view.getBigInt64(at + 8)) : table.view.getInt32(at + 4);
  return table.heapOffset + start;
}

/** @returns the bytes of a variable-length array (a view), empty where the row has none. @throws FitsError when it lies outside the heap. */
export function heapBytes(table: TableData, column: TableColumn, row: number): Uint8Array {
  const size = heapSize(table, column, row);
  if (size === 0) return new Uint8Array(0);
  const from = heapOffset(table, column, row);
  if (size < 0 || from < table.heapOffset || from + size > table.bytes.length) {
    throw new FitsError(
      "truncated",
      `HDU ${table.hdu}: row ${row + 1} of column ${column.name} points to ${size} bytes at ${from - table.heapOffset}, outside the data; the file is cut short or damaged.`,
      { hdu: table.hdu, offset: table.dataOffset + row * table.rowBytes + column.offset },
    );
  }
  return table.bytes.subarray(from, from + size);
}

/** @returns a number in a fixed column. @throws FitsError `bad-header` for a column without numbers. */
export function cellNumber(table: TableData, column: TableColumn, row: number): number {
  const at = row * table.rowBytes + column.offset;
  switch (column.repeat > 0 ? column.code : "") {
    case "D":
      return table.view.getFloat64(at);
    case "E":
      return table.view.getFloat32(at);
    case "K":
      return Number(table.view.getBigInt64(at));
    case "J":
      return table.view.getInt32(at);
    case "I":
      return table.view.getInt16(at);
    case "B":
      return table.view.getUint8(at);
    default: {
      const message = `HDU ${table.hdu}: column ${column.name} has the form ${column.repeat}${column.code}, which holds no number.`;
      throw new FitsError("bad-header", message, { hdu: table.hdu, offset: table.dataOffset });
    }
  }
}
