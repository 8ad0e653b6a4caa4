/** Multiplies parts of an image, each by its own factor: gains of amplifiers. */

/** A rectangle of pixels and its factor. */
export interface ScaledBox {
  readonly left: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
  readonly factor: number;
}

/** Changes `data` (rows of `stride` pixels) in place; a box that sticks out is cut, pixels in no box stay. */
export function multiplyBoxes(data: Float32Array, stride: number, boxes: readonly ScaledBox[]): void {
  const rows = data.length / stride;
  for (const { left, bottom, width, height, factor } of boxes) {
    const right = Math.min(stride, left + width);
    const top = Math.min(rows, bottom + height);
    for (let y = bottom; y < top; y += 1) {
      for (let at = y * stride + left; at < y * stride + right; at += 1) data[at] = (data[at] as number) * factor;
    }
  }
}
