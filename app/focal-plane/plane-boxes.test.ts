/** SPEC F2: amplifiers lie in the focal plane as the headers and the camera's data say; geometry of obs_lsst. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";
import { ampBoxes } from "./amp-boxes.ts";
import { detectorBox, planeBounds } from "./plane-boxes.ts";

/** E2V by DETSEC: Segment10…17 in the lower half from left to right, then 07…00 in the upper half from the right. */
const names = [..."01234567"].map((n) => `C1${n}`).concat([..."76543210"].map((n) => `C0${n}`));
const boxes = names.map((name) => ({
  left: Number(name[2]) * 512,
  bottom: name[1] === "1" ? 0 : 2002,
  width: 512,
  height: 2002,
}));
const layout = { amps: names, boxes };
const middle = (box: { x: number; y: number; width: number; height: number } | undefined) =>
  box && [box.x + box.width / 2, box.y + box.height / 2];

test("F2: where rows run down, Segment10 is at the upper left and Segment07 at the lower right", () => {
  const placed = ampBoxes(layout, { x: 10, y: 20 }, true);
  const [left, right] = [10 - 0.46 * (7 / 8), 10 + 0.46 * (7 / 8)];
  expect(middle(placed?.[0])).toEqual([expect.closeTo(left, 9), expect.closeTo(20.23, 9)]);
  expect(middle(placed?.[8])).toEqual([expect.closeTo(right, 9), expect.closeTo(19.77, 9)]);
  const asStored = ampBoxes(layout, { x: 10, y: 20 }, false);
  expect(middle(asStored?.[0])).toEqual([expect.closeTo(left, 9), expect.closeTo(19.77, 9)]);
});

test("F2: a turned detector's amplifiers turn with it, and fill it", () => {
  // The corner of the image at the origin goes round the detector counter-clockwise.
  const corners = [0, 1, 2, 3].map((quarterTurns) => ampBoxes(layout, { x: 0, y: 0, quarterTurns }, false)?.[0]);
  const signs = corners.map((box) => middle(box)?.map(Math.sign));
  expect(signs).toEqual([
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ]);
  for (const quarterTurns of [0, 1, 2, 3]) {
    const detector = { x: 1, y: 2, spanX: 0.5, quarterTurns };
    const placed = ampBoxes(layout, detector, false) ?? [];
    const area = placed.reduce((sum, { width, height }) => sum + width * height, 0);
    expect(area).toBeCloseTo(0.5 * 0.92 * 0.92, 9);
    const { x, y, width, height } = detectorBox(detector);
    for (const box of placed) {
      expect(box.x).toBeGreaterThanOrEqual(x - 1e-9);
      expect(box.y).toBeGreaterThanOrEqual(y - 1e-9);
      expect(box.x + box.width).toBeLessThanOrEqual(x + width + 1e-9);
      expect(box.y + box.height).toBeLessThanOrEqual(y + height + 1e-9);
    }
  }
});

test("F2: without places there are no boxes, and bounds hold every detector", () => {
  expect(ampBoxes({ amps: ["a"], boxes: null }, { x: 0, y: 0 }, false)).toBeNull();
  expect(
    planeBounds([
      { x: -1, y: 0 },
      { x: 2, y: 3, spanY: 0.5 },
    ]),
  ).toEqual({
    x: -1.5,
    y: -0.5,
    width: expect.closeTo(4, 9),
    height: expect.closeTo(3.77, 9),
  });
});

const geometryFile = sharedPath("data/metadata/lsstcam-geometry.json");
if (geometryFile === null) console.info(absent("data/metadata/lsstcam-geometry.json"));

test.skipIf(geometryFile === null)("F2: LSSTCam's amplifiers lie where the camera's geometry has them", () => {
  const geometry = JSON.parse(readFileSync(geometryFile ?? "", "utf8")) as {
    detectorTypes: Record<string, { width: number; height: number; amps: { name: string; ix: number; iy: number }[] }>;
    detectors: { name: string; physicalType: string; yaw: number }[];
  };
  for (const { physicalType, yaw } of geometry.detectors) {
    const type = geometry.detectorTypes[physicalType]!;
    const rows = Math.max(...type.amps.map(({ iy }) => iy)) + 1;
    const [width, height] = [type.width / 8, type.height / rows];
    // As the camera's own headers have it: rows from the other end than the assembled image of obs_lsst.
    const own = type.amps.map(({ ix, iy }) => ({
      left: ix * width,
      bottom: (rows - 1 - iy) * height,
      width,
      height,
    }));
    const quarterTurns = yaw / 90;
    const placed = ampBoxes({ amps: [], boxes: own }, { x: 0, y: 0, quarterTurns }, true) ?? [];
    for (const [at, { ix, iy }] of type.amps.entries()) {
      const [u, v] = [(ix + 0.5) / 8 - 0.5, (iy + 0.5) / rows - 0.5];
      const angle = (yaw * Math.PI) / 180;
      const expected = [u * Math.cos(angle) - v * Math.sin(angle), u * Math.sin(angle) + v * Math.cos(angle)];
      expect(middle(placed[at])).toEqual(expected.map((each) => expect.closeTo(each * 0.92, 9)));
    }
  }
});
