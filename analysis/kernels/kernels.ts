/**
 * The pixel kernels: WebAssembly with SIMD, and the one memory that they work in. Nothing lives in that memory from one
 * call to the next: callers copy rows in, run a kernel, and copy the outcome out, so that images stay ordinary arrays.
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
  flattenRow(row: number, t: number, pieces: number, count: number): void;
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
    cut: number,
    columns: number,
    rows: number,
    u0: number,
    v0: number,
    x: number,
    y: number,
    ringPx: number,
    rings: number,
    light: number,
  ): void;
  addBlocks(row: number, blocks: number, factor: number, sums: number): number;
  partPixels(data: number, count: number, low: number, high: number, out: number, result: number): void;
}

const pageBytes = 65536;
const memory = new WebAssembly.Memory({ initial: 16 });

/** The kernels, or null where the machine's WebAssembly has no SIMD; then the plain twins do the work. */
export const kernels: Kernels | null = instantiate();

function instantiate(): Kernels | null {
  const bytes = Uint8Array.from(atob(compiledKernels), (letter) => letter.charCodeAt(0));
  if (!WebAssembly.validate(bytes)) return null;
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  return instance.exports as unknown as Kernels;
}

/**
 * @param bytes that the caller needs from address 0 on.
 * @returns the kernels' memory, at least so long; a later call may grow it, and then this buffer is gone.
 */
export function workspace(bytes: number): ArrayBuffer {
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
  return memory.buffer;
}
