/** Which rows of a long table are drawn. */
import { expect, test } from "vitest";
import { rowsAtFirst, rowsInView } from "./row-window.ts";

test("a short table is whole", () => {
  expect(rowsInView(150, 36, -9999, 800)).toEqual({ from: 0, to: 150 });
});

test("every row in view is drawn wherever one scrolls, and never many more", () => {
  const [count, rowPx, viewPx] = [1500, 36, 1080];
  for (let scrolled = -500; scrolled < count * rowPx; scrolled += 137) {
    const { from, to } = rowsInView(count, rowPx, -scrolled, viewPx);
    const first = Math.max(0, Math.floor(scrolled / rowPx));
    const last = Math.min(count, Math.ceil((scrolled + viewPx) / rowPx));
    expect(from).toBeLessThanOrEqual(first);
    expect(to).toBeGreaterThanOrEqual(last);
    expect(to - from).toBeLessThan(90);
  }
});

test("at first only rows are drawn that are seen, and always some", () => {
  expect(rowsAtFirst(1500, 36, 0, 36 * 20)).toEqual({ from: 0, to: 21 });
  expect(rowsAtFirst(1500, 36, -36 * 100, 36 * 20)).toEqual({ from: 100, to: 121 });
  expect(rowsAtFirst(1500, 36, 0, -300)).toEqual({ from: 0, to: 8 });
  expect(rowsAtFirst(3, 36, 0, 800)).toEqual({ from: 0, to: 3 });
});
