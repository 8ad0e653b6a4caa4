import fc from "fast-check";
import { expect, test } from "vitest";
import { chainOf } from "./deblend.ts";
import { lutzScan, scanRow } from "./lutz.ts";

/** Scans a picture of `#` and gives each object's pixels. */
function objectsIn(rows: readonly string[]): number[][] {
  const width = rows[0]?.length ?? 0;
  const scan = lutzScan(width);
  const next = new Int32Array(width * rows.length);
  const objects: number[][] = [];
  const take = (first: number, count: number) => objects.push([...chainOf(next, first, count)].sort((a, b) => a - b));
  rows.forEach((row, y) => {
    scanRow(
      scan,
      Int32Array.from(row, (pixel, x) => (pixel === "#" ? y * width + x : -1)),
      width,
      next,
      take,
    );
  });
  scanRow(scan, new Int32Array(width).fill(-1), width, next, take);
  return objects;
}

/** Flood fill over 8 neighbours. */
function byFlooding(rows: readonly string[]): number[][] {
  const width = rows[0]?.length ?? 0;
  const left = new Set(
    rows.flatMap((row, y) => [...row].flatMap((pixel, x) => (pixel === "#" ? [y * width + x] : []))),
  );
  const objects: number[][] = [];
  for (const seed of [...left]) {
    if (!left.delete(seed)) continue;
    const object = [seed];
    for (const pixel of object) {
      for (const dy of [-1, 0, 1]) {
        for (const dx of [-1, 0, 1]) {
          const x = (pixel % width) + dx;
          const near = pixel + dy * width + dx;
          if (x >= 0 && x < width && left.delete(near)) object.push(near);
        }
      }
    }
    objects.push(object.sort((a, b) => a - b));
  }
  return objects;
}

const inOrder = (objects: number[][]) => objects.sort((a, b) => a[0]! - b[0]!);

test("corners connect", () => {
  expect(objectsIn(["#..", ".#.", "..#"])).toEqual([[0, 4, 8]]);
});

test("objects come out in the order in which they end", () => {
  expect(objectsIn(["#..#", "#...", "#..."])).toEqual([[3], [0, 4, 8]]);
});

test("arms that meet below, spirals and rings are one object each", () => {
  const rows = [
    "#.#.#.###",
    "#.#.#.#.#",
    "###.###.#",
    "........#",
    "#########",
    "#.......#",
    "#.#####.#",
    "#.......#",
    "#########",
  ];
  expect(inOrder(objectsIn(rows))).toEqual(inOrder(byFlooding(rows)));
});

test("any picture gives the objects that flooding finds", () => {
  const picture = fc.integer({ min: 1, max: 14 }).chain((width) => {
    const row = fc.string({ unit: fc.constantFrom("#", "."), minLength: width, maxLength: width });
    return fc.array(row, { minLength: 1, maxLength: 14 });
  });
  fc.assert(
    fc.property(picture, (rows) => {
      expect(inOrder(objectsIn(rows))).toEqual(inOrder(byFlooding(rows)));
    }),
    { numRuns: 500 },
  );
});
