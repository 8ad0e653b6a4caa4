import { expect, test } from "vitest";
import { camera } from "#contracts/camera.ts";
import { fromMiddle } from "./from-middle.ts";

const at = (name: string, x: number, y: number) => ({ id: x * 10 + y, name, x, y });
const square = camera.parse({
  name: "TestCam",
  title: "Test",
  detectors: [at("corner", 0, 0), at("edge", 1, 0), at("middle", 1, 1), at("far", 2, 2), at("side", 2, 1)],
});

test("the innermost detector comes first, those as far out by name, and one that the camera does not know last", () => {
  const came = new Map(["zeta", "far", "side", "alpha", "edge", "middle", "corner"].map((name) => [name, 0]));
  expect(fromMiddle(came, square)).toEqual(["middle", "edge", "side", "corner", "far", "alpha", "zeta"]);
});
