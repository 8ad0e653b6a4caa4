/** SPEC G7: dots as pixels. */
import { expect, test } from "vitest";
import { rasterDots } from "./raster-dots.ts";

const field = { widthPx: 4, heightPx: 3, dotPx: 1, range: [0, 2] as const, perRow: 2 };
const alpha = (pixels: Uint8ClampedArray) => Array.from({ length: 12 }, (_, at) => pixels[at * 4 + 3]);

test("G7: a dot lies at its row and value, and two in one place are more opaque", () => {
  const pixels = rasterDots({ ...field, rowX: [1.5, 2.5], rows: [0, 1], values: [0, 2, 1, 1] }, [9, 8, 7]);
  const one = Math.round(255 * 0.45);
  const two = Math.round(255 * (1 - 0.55 ** 2));
  expect(alpha(pixels)).toEqual([0, one, 0, 0, 0, 0, two, 0, 0, one, 0, 0]);
  expect([...pixels.slice(4, 7)]).toEqual([9, 8, 7]);
});

test("G7: nothing is drawn for a missing value or a row beyond the edge; a value beyond the range lies at its edge", () => {
  expect(alpha(rasterDots({ ...field, rowX: [1.5], rows: [0], values: [null, null] }, [1, 1, 1]))).toEqual(
    Array(12).fill(0),
  );
  expect(alpha(rasterDots({ ...field, rowX: [-3, 99], rows: [0, 1], values: [1, 1, 1, 1] }, [1, 1, 1]))).toEqual(
    Array(12).fill(0),
  );
  const edge = alpha(rasterDots({ ...field, rowX: [0.5], rows: [0], values: [99, -99] }, [1, 1, 1]));
  expect(edge.map((each) => (each ?? 0) > 0).flatMap((is, at) => (is ? [at] : []))).toEqual([0, 8]);
});
