/** Which rows of a long table are drawn. */
import { expect, test } from "vitest";
import { rowsInView } from "./row-window.ts";

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

test("a bare table holds what is in view, and not a row more than that", () => {
  const [count, rowPx, viewPx] = [1500, 36, 1080];
  for (const scrolled of [0, 35, 36, 5000, 60_000]) {
    const { from, to } = rowsInView(count, rowPx, -scrolled, viewPx, true);
    expect(from).toBeLessThanOrEqual(Math.floor(scrolled / rowPx));
    expect(to).toBeGreaterThanOrEqual(Math.min(count, Math.ceil((scrolled + viewPx) / rowPx)));
    expect(to - from).toBeLessThanOrEqual(viewPx / rowPx + 1);
  }
});
