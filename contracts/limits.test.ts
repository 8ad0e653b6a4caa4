/** Limits: which one is in force, and what it says. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { judge, judgeBy, type LimitContext, limitFor, metricLimit } from "./limits.ts";

const limit = (parts: object) => metricLimit.parse({ agreedOn: "2026-11-22", reason: "a test", ...parts });
const context: LimitContext = { camera: "LSSTCam", band: "r", imageType: "science", dayObs: 20261121 };

test("no limit and a missing value are not judged", () => {
  expect(judge([], context, 3).level).toBe("no-limit");
  expect(judge([limit({ warnAbove: 1 })], context, null).level).toBe("no-limit");
  expect(judge([limit({ warnAbove: 1, cameras: ["LATISS"] })], context, 3).level).toBe("no-limit");
});

test("the worst broken bound counts, and a bound itself is not broken", () => {
  const both = limit({ warnAbove: 1.2, errorAbove: 2, warnBelow: 0.3 });
  const levels = [0.2, 0.3, 1.2, 1.3, 2, 2.1].map((value) => judgeBy(both, value).level);
  expect(levels).toEqual(["warn", "within", "within", "warn", "warn", "error"]);
  expect(judgeBy(both, 2.1).broken).toEqual({ side: "above", at: 2 });
  expect(judgeBy(both, 0.2).broken).toEqual({ side: "below", at: 0.3 });
});

test("the narrowest limit is in force: camera before band before image type, whatever the order", () => {
  const general = limit({ warnAbove: 1 });
  const forType = limit({ warnAbove: 2, imageTypes: ["science"] });
  const forBand = limit({ warnAbove: 3, bands: ["R"] });
  const forCamera = limit({ warnAbove: 4, cameras: ["lsstcam"] });
  const all = [general, forType, forBand, forCamera];
  expect(limitFor(all, context)).toBe(forCamera);
  expect(limitFor(all.toReversed(), context)).toBe(forCamera);
  expect(limitFor(all.slice(0, 3), context)).toBe(forBand);
  expect(limitFor(all.slice(0, 2), context)).toBe(forType);
  expect(limitFor(all, { camera: "LATISS", band: null, imageType: null, dayObs: 20200101 })).toBe(general);
});

test("a new limit judges from its night on, older nights keep the old one", () => {
  const old = limit({ warnAbove: 1 });
  const since = limit({ warnAbove: 2, fromDayObs: 20261101 });
  const correction = limit({ warnAbove: 3, fromDayObs: 20261101, agreedOn: "2026-11-30" });
  expect(limitFor([old, since], context)).toBe(since);
  expect(limitFor([since, old], { ...context, dayObs: 20261031 })).toBe(old);
  expect(limitFor([correction, since, old], context)).toBe(correction);
});

test("a worse value is never judged better", () => {
  const rank = { "no-limit": 0, within: 0, warn: 1, error: 2 };
  const number = fc.double({ min: -10, max: 10, noNaN: true });
  fc.assert(
    fc.property(fc.array(number, { minLength: 2, maxLength: 2 }), number, number, (bounds, a, b) => {
      const [warnAbove = 0, errorAbove = 0] = bounds.sort((x, y) => x - y);
      const agreed = limit({ warnAbove, errorAbove });
      const [better, worse] = a < b ? [a, b] : [b, a];
      expect(rank[judgeBy(agreed, worse).level]).toBeGreaterThanOrEqual(rank[judgeBy(agreed, better).level]);
    }),
  );
});
