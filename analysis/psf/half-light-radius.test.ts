/** The kernel against its plain twin. */
import { describe, expect, test } from "vitest";
import { seededNormal, seededUniform } from "../../fixtures/seeded-noise.ts";
import { kernels } from "../kernels/kernels.ts";
import { halfLightRadius } from "./half-light-radius.ts";

describe.skipIf(kernels === null)("kernel and twin", () => {
  test("find the same radius, near borders and beside holes too", () => {
    const [width, height] = [90, 70];
    const normal = seededNormal(4);
    const uniform = seededUniform(4);
    const data = new Float32Array(width * height).map((_, i) => (i % 53 === 7 ? Number.NaN : 20 + 5 * normal()));
    for (let round = 0; round < 300; round += 1) {
      const [x, y, outerPx] = [width * uniform(), height * uniform(), 0.5 + 30 * uniform() ** 3];
      const radius = halfLightRadius(data, width, height, x, y, outerPx);
      // The kernel adds the same light in another order.
      expect(radius).toBeCloseTo(halfLightRadius(data, width, height, x, y, outerPx, null), 9);
    }
  });
});
