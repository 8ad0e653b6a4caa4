import { expect, test } from "vitest";
import { genericCamera } from "#io/cameras/generic-camera.ts";
import { selectDetectors } from "./select-detectors.ts";

const camera = {
  ...genericCamera("Cam"),
  detectors: ["R01_S00", "R22_S00", "R22_S11", "R22_S12"].map((name, id) => {
    return { id, name, kind: "raw" as const, purpose: "science", x: id, y: 0 };
  }),
};
const chosen = (pattern: string) => selectDetectors(camera, pattern).map(({ name }) => name);

test.each([
  ["all", ["R01_S00", "R22_S00", "R22_S11", "R22_S12"]],
  ["R22_S11,R01_S00", ["R01_S00", "R22_S11"]],
  ["R22_*", ["R22_S00", "R22_S11", "R22_S12"]],
  ["R??_S00", ["R01_S00", "R22_S00"]],
  ["R22_S1*, R22_S11", ["R22_S11", "R22_S12"]],
])("%s", (pattern, names) => {
  expect(chosen(pattern)).toEqual(names);
});

test("a part that chooses nothing is an error that names it and the camera", () => {
  expect(() => chosen("R22_S11,R99_*")).toThrow(/"R99_\*" chooses no detector of Cam/);
});
