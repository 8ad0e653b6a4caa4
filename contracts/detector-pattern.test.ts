import { describe, expect, test } from "vitest";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { detectorsOf, patternNames, patternProblem } from "./detector-pattern.ts";

const detectors = ["R01_S00", "R22_S00", "R22_S11", "R22_S12"].map((name, id) => {
  return { id, name, kind: "raw" as const, purpose: id === 0 ? "wavefront" : "science", x: id, y: 0 };
});
const camera = { name: "Cam", detectors, patterns: { middle: ["R22_S1*"], constructor: ["R01_*"] } };
const chosen = (pattern: string, seqNum?: number) => detectorsOf(camera, pattern, seqNum).map(({ name }) => name);

test.each([
  ["all", ["R01_S00", "R22_S00", "R22_S11", "R22_S12"]],
  ["R22_S11,R01_S00", ["R01_S00", "R22_S11"]],
  ["R22_*", ["R22_S00", "R22_S11", "R22_S12"]],
  ["R??_S00", ["R01_S00", "R22_S00"]],
  ["R22_S1*, R22_S11", ["R22_S11", "R22_S12"]],
  ["middle", ["R22_S11", "R22_S12"]],
  ["wavefront, middle", ["R01_S00", "R22_S11", "R22_S12"]],
  ["science,!middle", ["R22_S00"]],
  ["!R01_S00", ["R22_S00", "R22_S11", "R22_S12"]],
])("%s", (pattern, names) => {
  expect(chosen(pattern)).toEqual(names);
});

test("texts between | take turns with the exposure's number", () => {
  const turns = (pattern: string) => [1, 2, 3, 4].map((seqNum) => chosen(pattern, seqNum).length);
  expect(turns("wavefront|science")).toEqual([3, 1, 3, 1]);
  expect(turns("wavefront|wavefront|science|science")).toEqual([1, 3, 3, 1]);
});

test("Q5: a part that chooses nothing is named, with what the camera knows", () => {
  expect(patternProblem(camera, "R22_S11,R99_*")).toMatch(/"R99_\*" chooses no detector of Cam; it knows all, middle/);
  expect(patternProblem(camera, "")).toMatch(/chooses no detector/);
  expect(patternProblem(camera, "toString")).toMatch(/chooses no detector/);
  expect(patternProblem(camera, "middle|R99_*")).toMatch(/R99/);
  expect(patternProblem(camera, "middle,!R22_*")).toMatch(/leaves no detector of Cam/);
  expect(patternProblem(camera, "middle")).toBeNull();
});

const lsstCam = (await loadCameras()).find(({ name }) => name === "LSSTCam")!;

describe("LSSTCam, counted as Rapid Analysis counts", () => {
  const ids = (pattern: string) => detectorsOf(lsstCam, pattern).map(({ id }) => id);

  test.each([
    ["all", 205],
    ["science", 189],
    ["raft-checkerboard-even", 108],
    ["raft-checkerboard-odd", 81],
    ["ccd-checkerboard-even", 96],
    ["ccd-checkerboard-odd", 93],
    ["5-on-a-die", 45],
    ["minimal", 45],
    ["ultra-minimal", 17],
    ["full-focal-plane-guiding", 84],
    ["wavefront", 8],
    ["guider", 8],
  ])("%s has %i detectors", (pattern, count) => {
    expect(ids(pattern)).toHaveLength(count);
  });

  test.each(["raft-checkerboard", "ccd-checkerboard"])("the phases of %s have nothing in common", (name) => {
    expect([...ids(`${name}-even`), ...ids(`${name}-odd`)].sort((a, b) => a - b)).toEqual(ids("science"));
  });

  test("a detector and its neighbours are never in the same phase", () => {
    const even = detectorsOf(lsstCam, "ccd-checkerboard-even");
    const neighbours = even.filter((one) => even.some((other) => Math.hypot(one.x - other.x, one.y - other.y) === 1));
    expect(neighbours).toEqual([]);
  });

  test("the diagonals, the row and the column are those that are published", () => {
    const first = [36, 40, 44, 90, 94, 98, 144, 148, 152];
    const second = [56, 58, 60, 92, 94, 96, 128, 130, 132];
    const row = [75, 76, 77, 84, 85, 86, 93, 94, 95, 102, 103, 104, 111, 112, 113];
    const column = [10, 13, 16, 46, 49, 52, 91, 94, 97, 136, 139, 142, 172, 175, 178];
    const union = (...lists: number[][]) => [...new Set(lists.flat())].sort((a, b) => a - b);
    expect(ids("ultra-minimal")).toEqual(union(first, second));
    expect(ids("minimal")).toEqual(union(first, second, row, column));
    expect(ids("wavefront")).toEqual([191, 192, 195, 196, 199, 200, 203, 204]);
  });

  test("its names are offered to people", () => {
    expect(patternNames(lsstCam)).toEqual(expect.arrayContaining(["all", "minimal", "wavefront", "science"]));
  });
});
