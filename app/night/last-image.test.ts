/** When images are expected. */
import { expect, test } from "vitest";
import { expectation } from "./last-image.tsx";

const nowMs = Date.UTC(2026, 10, 22, 4);

test("tonight is quiet after the camera's limit", () => {
  expect(expectation(20261121, nowMs - 300_000, 300, nowMs)).toBe("coming");
  expect(expectation(20261121, nowMs - 300_001, 300, nowMs)).toBe("quiet");
  expect(expectation(20261121, null, 300, nowMs)).toBe("quiet");
});

test("a past night expects nothing, unless images arrive (a replay)", () => {
  expect(expectation(20250422, nowMs - 900_000, 300, nowMs)).toBe("over");
  expect(expectation(20250422, nowMs - 5_000, 300, nowMs)).toBe("coming");
});
