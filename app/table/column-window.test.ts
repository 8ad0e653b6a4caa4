/** Which columns of a wide table are drawn. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { columnAt, columnOffsets, columnsInView } from "./column-window.ts";

test("a narrow table is whole", () => {
  expect(columnsInView(columnOffsets(Array(24).fill(80)), 999, 300)).toEqual({ from: 0, to: 24 });
});

test("the column at a place", () => {
  const offsets = columnOffsets([10, 20, 30]);
  expect([0, 9, 10, 29, 30, 99].map((px) => columnAt(offsets, px))).toEqual([0, 0, 1, 1, 2, 2]);
});

test("every column in view is drawn wherever one scrolls, and never many more", () => {
  const widths = fc.array(fc.integer({ min: 30, max: 300 }), { minLength: 25, maxLength: 160 });
  fc.assert(
    fc.property(widths, fc.nat(20_000), fc.integer({ min: 100, max: 2500 }), (list, leftPx, viewPx) => {
      const offsets = columnOffsets(list);
      const { from, to } = columnsInView(offsets, leftPx, viewPx);
      for (const [at, width] of list.entries()) {
        const start = offsets[at] ?? 0;
        if (start < leftPx + viewPx && start + width > leftPx) expect(at >= from && at < to).toBe(true);
      }
      expect(to - from).toBeLessThanOrEqual(viewPx / 30 + 8);
    }),
  );
});
