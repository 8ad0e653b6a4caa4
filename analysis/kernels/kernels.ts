/**
 * The pixel kernels: WebAssembly with SIMD, and the one memory that they work in. Images that live there (pixel-pool.ts)
 * are worked on in place; of any other array callers copy rows in, run a kernel, and copy the outcome out.
 */
import { compiledKernels } from "./compiled.ts";

/** What the module exports; addresses are bytes in {@link workspace}. See assembly/ for the parameters. */
export interface Kernels {
  decodeRiceTiles(
    table: number,
    tiles: number,
    codes: number,
    out: number,
    count: number,
    lastCount: number,
    blockSize: number,
    bytePix: number,
  ): number;
  overscanMedians(overscan: number, stride: number, width: number, rows: number, out: number): void;
  subtractBias(
    pixels: number,
    stride: number,
    width: number,
    rows: number,
    bias: number,
    saturation: number,
    mirrored: boolean,
    out: number,
    outStride: number,
  ): number;
  measureCells(
    data: number,
    stride: number,
    width: number,
    height: number,
    cells: number,
    meshPx: number,
    binsPerPixel: number,
    histogram: number,
    results: number,
  ): void;
  flattenRow(from: number, to: number, t: number, pieces: number, count: number): void;
  markBlocks(row: number, width: number, level: number, blocks: number): void;
  smoothRow(
    below: number,
    row: number,
    above: number,
    weightBelow: number,
    weightAbove: number,
    width: number,
    sums: number,
    out: number,
    level: number,
    bits: number,
    blocksBelow: number,
    blocksHere: number,
    blocksAbove: number,
  ): number;
  addRings(
    pixels: number,
    stride: number,
    columns: number,
    rows: number,
    u0: number,
    v0: number,
    x: number,
    y: number,
    ringPx: number,
    rings: number,
    inner: number,
    table: number,
    light: number,
  ): number;
  addBlocks(row: number, blocks: number, factor: number, sums: number): number;
  partPixels(data: number, count: number, low: number, high: number, out: number, result: number): void;
}

const pageBytes = 65536;
/** Bytes from address 0 on where callers put what one call needs; nothing there lives on to the next call. */
export const workspaceBytes = 2 ** 26;
/** Bytes above them for images, see pixel-pool.ts: two of 40 million pixels. Pages that nobody writes take no memory. */
const imageBytes = 5 * 2 ** 26;
/** Never grows: growing would take the arrays away that look into it. */
const memory = new WebAssembly.Memory({ initial: (workspaceBytes + imageBytes) / pageBytes });

/** The kernels, or null where the machine's WebAssembly has no SIMD; then the plain twins do the work. */
export const kernels: Kernels | null = instantiate();

function instantiate(): Kernels | null {
  const bytes = Uint8Array.from(atob(compiledKernels), (letter) => letter.charCodeAt(0));
  if (!WebAssembly.validate(bytes)) return null;
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  return instance.exports as unknown as Kernels;
}

/** @returns the kernels' memory. Addresses below {@link workspaceBytes} are free to use until the caller returns. */
export function workspace(): ArrayBuffer {
  return memory.buffer;
}

/** @returns the address of numbers that lie in the kernels' memory already; null for any other array. */
export function addressOf(numbers: Float32Array | Int32Array): number | null {
  return numbers.buffer === memory.buffer ? numbers.byteOffset : null;
}
