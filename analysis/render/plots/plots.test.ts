/** Plots as drawings: what stands where, by numbers that are known beforehand. */
import { expect, test } from "vitest";
import { drawEllipticityMap } from "./draw-ellipticity-map.ts";
import { drawFwhmMap } from "./draw-fwhm-map.ts";
import { drawHistogram } from "./draw-histogram.ts";
import { drawProfile } from "./draw-profile.ts";
import { roundTicks } from "./plot-picture.ts";
import { strokeText, textWidthPx } from "./stroke-font.ts";

test("every letter that plots write has strokes", () => {
  const letters = "pixels by level, ADU e- FWHM over the detector light within radius arcsec (=0.1) 23456789 :/%+ kjqz";
  for (const letter of letters.replaceAll(" ", "")) {
    expect(strokeText(letter, 0, 0, { sizePx: 12, anchor: "start" }), letter).not.toBe("");
  }
});

test("texts lie left of, around and right of their place, on their base line", () => {
  const xOf = (path: string) => [...path.matchAll(/[ML](-?[\d.]+) /g)].map((match) => Number(match[1]));
  const yOf = (path: string) => [...path.matchAll(/[ML]-?[\d.]+ (-?[\d.]+)/g)].map((match) => Number(match[1]));
  const width = textWidthPx("HH", 12);
  for (const [anchor, left] of [
    ["start", 100],
    ["middle", 100 - width / 2],
    ["end", 100 - width],
  ] as const) {
    const path = strokeText("HH", 100, 50, { sizePx: 12, anchor });
    expect(Math.min(...xOf(path))).toBeCloseTo(left, 1);
    expect(Math.max(...xOf(path))).toBeCloseTo(left + width, 1);
    expect([Math.min(...yOf(path)), Math.max(...yOf(path))]).toEqual([38, 50]);
  }
});

test.each([
  [0, 10, 5, ["0", "2", "4", "6", "8", "10"]],
  [1234, 1789, 5, ["1400", "1600"]],
  [-0.02, 0.05, 4, ["-0.02", "0.00", "0.02", "0.04"]],
  [7, 7, 5, ["7"]],
])("ticks from %d to %d, about %i", (from, to, count, texts) => {
  expect(roundTicks({ from, to }, count).map(({ text }) => text)).toEqual(texts);
});

test("the histogram's columns have heights by the logarithm, and empty ones none", () => {
  const { svg } = drawHistogram({ from: 0, to: 4, counts: [1, 0, 10, 100], below: 0, above: 0 }, "ADU");
  const tops = [...svg.matchAll(/L[\d.]+ ([\d.]+)h137/g)].map((match) => Number(match[1]));
  expect(tops[1]).toBe(416);
  // Each factor of ten is as high as the next.
  expect(tops[0]! - tops[2]!).toBeCloseTo(tops[2]! - tops[3]!, 9);
  expect(tops[2]!).toBeLessThan(tops[0]!);
});

test("the profile is in arcsec where the scale is known, else in pixels", () => {
  const profile = { radiusPx: [1, 2], intensity: [1, 0.5], encircled: [0.5, 1], stars: 1 };
  expect(drawProfile(profile, null).svg).not.toBe(drawProfile(profile, 0.2).svg);
  const ends = [
    ...drawProfile(profile, null).svg.matchAll(/L([\d.]+) [\d.]+" fill="none" stroke="[^"]+" stroke-width="2.5"/g),
  ];
  // Both lines end at the right border, where the last radius is.
  expect(ends.map((match) => Number(match[1]))).toEqual([616, 616]);
});

test("parts without stars have no colour; alike ones look alike, the largest the lightest", () => {
  const size = { width: 100, height: 100 };
  const fills = (fwhmPx: (number | null)[]) => {
    const { svg } = drawFwhmMap({ columns: 2, rows: 2, fwhmPx, stars: [1, 1, 1, 1] }, size, null);
    return [...svg.matchAll(/height="[\d.]+" fill="(none|#[0-9a-f]{6})" stroke="#0d131c"/g)].map((match) => match[1]);
  };
  expect(fills([3, null, 4, 3])).toEqual(["#2b1d5c", "none", "#f7e64b", "#2b1d5c"]);
  const brightness = (fill = "") => [1, 3, 5].reduce((sum, at) => sum + Number.parseInt(fill.slice(at, at + 2), 16), 0);
  const [low, , , high] = fills([3.0, 3.0, 3.0, 3.003]);
  expect(Math.abs(brightness(low) - brightness(high))).toBeLessThan(20);
  expect(drawFwhmMap({ columns: 1, rows: 1, fwhmPx: [null], stars: [0] }, size, null).svg).not.toMatch(/NaN|Infinity/);
});

test("a whisker lies along the star's long axis, y up, at the star's place", () => {
  const whisker = (e1: number, e2: number) => {
    const { svg } = drawEllipticityMap({ xPx: [49.5], yPx: [19.5], e1: [e1], e2: [e2] }, { width: 100, height: 100 });
    const match = /M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"/.exec(svg)!;
    return match.slice(1).map(Number) as [number, number, number, number];
  };
  const along = whisker(0.1, 0);
  expect(along[1]).toBe(along[3]);
  const up = whisker(-0.1, 0);
  expect(up[0]).toBeCloseTo(up[2], 0);
  // e2 above 0: from the lower left to the upper right, and a picture's y grows downwards.
  const diagonal = whisker(0, 0.1);
  expect(diagonal[2] - diagonal[0]).toBeGreaterThan(5);
  expect(diagonal[3] - diagonal[1]).toBeCloseTo(-(diagonal[2] - diagonal[0]), 0);
  // The middle of the room is at 264, and a fifth of the way up its 396 pixels at 372.8.
  expect((along[0] + along[2]) / 2).toBeCloseTo(264, 0);
  expect(along[1]).toBeCloseTo(452 - 0.2 * 396, 0);
});

test("no plot has a letter that a machine's fonts would have to draw, nor a number that is none", () => {
  const pictures = [
    drawHistogram({ from: 5, to: 5, counts: [3], below: 0, above: 0 }, "e-"),
    drawProfile({ radiusPx: [], intensity: [], encircled: [], stars: 0 }, null),
    drawEllipticityMap({ xPx: [], yPx: [], e1: [], e2: [] }, { width: 10, height: 90 }),
  ];
  for (const { svg } of pictures) expect(svg).not.toMatch(/<text|font|NaN|Infinity|undefined/);
});
