/** Bands as symbols. */
import { expect, test } from "vitest";
import { bandLook, symbolAround, symbolOutline } from "./band-look.ts";

test("the six bands have six symbols, any other the diamond", () => {
  const symbols = ["u", "g", "r", "i", "z", "y"].map((band) => bandLook(band).symbol);
  expect(symbols).toEqual(["circle", "triangle-up", "triangle-down", "square", "star", "pentagon"]);
  expect(bandLook("Ha")).toMatchObject({ name: "Ha", symbol: "diamond" });
  expect(bandLook(null).name).toBe("–");
  expect(bandLook("R").symbol).toBe("triangle-down");
});

test("an outline stands where it is put and is closed", () => {
  expect(symbolOutline("diamond", 100, 50, 1)).toBe("M104.8 50.0L100.0 54.8L95.2 50.0L100.0 45.2Z");
  for (const symbol of ["circle", "star", "square"] as const) expect(symbolOutline(symbol, 0, 0, 1)).toMatch(/^M.*Z$/);
});

test("the outline in relative steps has the same corners", () => {
  const absolute =
    symbolOutline("diamond", 0, 0, 1)
      .match(/-?[\d.]+/g)
      ?.map(Number) ?? [];
  const steps =
    symbolAround("diamond", 1)
      .match(/-?[\d.]+/g)
      ?.map(Number) ?? [];
  let [x, y] = [0, 0];
  for (let at = 0; at < steps.length; at += 2) {
    x += steps[at] ?? 0;
    y += steps[at + 1] ?? 0;
    expect([x, y]).toEqual([expect.closeTo(absolute[at] ?? 9, 1), expect.closeTo(absolute[at + 1] ?? 9, 1)]);
  }
  expect(symbolAround("circle", 1)).toMatch(/^m-4 0a4 4 .*z$/);
});
