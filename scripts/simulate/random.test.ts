import { expect, test } from "vitest";
import { randomFor } from "./random.ts";

const draws = 400_000;

test("the normal generator has the moments and tails of the normal distribution", () => {
  const random = randomFor("moments");
  const powers = [0, 0, 0, 0];
  let beyond2 = 0;
  let beyond4 = 0;
  for (let index = 0; index < draws; index += 1) {
    const value = random.normal();
    powers.forEach((_, power) => {
      powers[power] = (powers[power] as number) + value ** (power + 1) / draws;
    });
    if (Math.abs(value) > 2) beyond2 += 1 / draws;
    if (Math.abs(value) > 4) beyond4 += 1;
  }
  const [mean, variance, skew, kurtosis] = powers as [number, number, number, number];
  // Four standard errors of each moment.
  expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(draws));
  expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / draws));
  expect(Math.abs(skew)).toBeLessThan(4 * Math.sqrt(15 / draws));
  expect(Math.abs(kurtosis - 3)).toBeLessThan(4 * Math.sqrt(96 / draws));
  // P(|x| > 2) = 0.0455003, P(|x| > 4) = 6.334e-5 (tables).
  expect(Math.abs(beyond2 - 0.0455003)).toBeLessThan(4 * Math.sqrt(0.0455 / draws));
  expect(Math.abs(beyond4 - 6.334e-5 * draws)).toBeLessThan(4 * Math.sqrt(6.334e-5 * draws));
});

test.each([0, 0.5, 6, 100])("a Poisson number of mean %d has that mean and variance", (wanted) => {
  const random = randomFor("poisson", wanted);
  const values = Array.from({ length: 40_000 }, () => random.poisson(wanted));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  expect(Math.abs(mean - wanted)).toBeLessThanOrEqual(4 * Math.sqrt(wanted / values.length));
  expect(Math.abs(variance - wanted)).toBeLessThanOrEqual(0.05 * wanted);
  expect(values.every(Number.isInteger)).toBe(true);
});

test("the name of a generator decides its numbers", () => {
  const first = (...parts: (string | number)[]) => randomFor(...parts).bits();
  expect(first(1, "stars", 2)).toBe(first(1, "stars", 2));
  expect(new Set([first(1, "stars", 2), first(1, "stars", 3), first(2, "stars", 2), first(1, "sky", 2)]).size).toBe(4);
});
