/** SPEC F2, F3: cells of a focal plane, what they miss, and the way from one to the next. */
import { expect, test } from "vitest";
import { syntheticAmps, syntheticDetail } from "../../fixtures/synthetic-exposure.ts";
import { planeCells, tablesOf } from "./amp-cells.ts";
import { differenceCells } from "./difference-cells.ts";
import { cellAt, nextCell } from "./plane-cells.ts";
import { planeMetric } from "./plane-metric.ts";

const camera = {
  rowsRunDown: true,
  detectors: ["R22_S10", "R22_S11", "R22_S12", "R22_S20"].map((name, id) => ({
    id,
    name,
    kind: "raw" as const,
    purpose: "science",
    x: id === 3 ? -1 : id - 1,
    y: id === 3 ? 1 : 0,
  })),
};
const detail = syntheticDetail(7, { failed: ["R22_S12"] });
const amps = syntheticAmps(detail);
const noise = planeMetric("amp.read_noise", "adu");

test("F3: every amplifier has its own value, and what has none says why", () => {
  const cells = planeCells(camera, { records: detail.detectors, amps }, noise);
  expect(cells).toHaveLength(3 * 16 + 1);
  const place = tablesOf(amps).find(({ detector }) => detector === "R22_S10");
  expect(cells[2]).toMatchObject({ id: "R22_S10 Segment12", value: amps.values.read_noise?.[(place?.from ?? 0) + 2] });
  expect(cells.find(({ id }) => id === "R22_S11 Segment10")).toMatchObject({
    value: null,
    why: "neither the header nor the camera's data say the gain",
  });
  expect(cells.find(({ detector }) => detector === "R22_S12")).toMatchObject({
    amp: null,
    why: /^The file ends early/,
  });
  const unread = planeCells(camera, { records: detail.detectors, amps: null }, noise);
  expect(unread.map(({ why }) => why)[0]).toBe("the amplifiers are being read");
  const unplaced = { ...amps, layouts: amps.layouts.map((layout) => ({ ...layout, boxes: null })) };
  expect(planeCells(camera, { records: detail.detectors, amps: unplaced }, noise)[0]?.why).toMatch(
    /where its amplifiers/,
  );
});

test("F3: a metric of the detectors has a cell for each, and an unknown one says so", () => {
  const fwhm = planeMetric("sky_bg", "electron");
  expect(fwhm).toMatchObject({ level: "detector", unit: "e⁻" });
  const cells = planeCells(camera, { records: detail.detectors, amps: null }, fwhm);
  expect(cells.map(({ value }) => value === null)).toEqual([false, false, true, false]);
  expect(planeCells(camera, { records: null, amps: null }, fwhm)[0]?.why).toBe("nothing known yet");
  expect(planeMetric("amp.nonsense", "adu")).toMatchObject({ level: "detector", label: "amp.nonsense" });
});

test("F3: arrows lead to the neighbour and stop at the edge; a place leads to its cell", () => {
  const cells = planeCells(camera, { records: detail.detectors, amps }, noise);
  const at = (id: string) => cells.find((cell) => cell.id === id)!;
  // Segment10 to 17 are the upper row from left to right.
  expect(nextCell(cells, at("R22_S10 Segment10"), "right")?.id).toBe("R22_S10 Segment11");
  expect(nextCell(cells, at("R22_S10 Segment10"), "down")?.id).toBe("R22_S10 Segment00");
  expect(nextCell(cells, at("R22_S10 Segment17"), "right")?.id).toBe("R22_S11 Segment10");
  expect(nextCell(cells, at("R22_S10 Segment12"), "up")?.id).toBe("R22_S20 Segment02");
  expect(nextCell(cells, at("R22_S10 Segment10"), "left")).toBeNull();
  expect(nextCell(cells, at("R22_S11 Segment17"), "right")?.id).toBe("R22_S12");
  expect(cellAt(cells, -1.45, 0.3)?.id).toBe("R22_S10 Segment10");
  expect(cellAt(cells, 5, 5)).toBeNull();
});

test("F5: a difference is this one less the other, and says in which a value is missing", () => {
  const other = syntheticDetail(8, { pending: ["R22_S10"] });
  const sources = [
    { records: detail.detectors, amps },
    { records: other.detectors, amps: syntheticAmps(other) },
  ] as const;
  const [own, others] = [planeCells(camera, sources[0], noise), planeCells(camera, sources[1], noise)];
  const cells = differenceCells(own, others);
  const of = (list: typeof cells, id: string) => list.find((cell) => cell.id === id);
  const id = "R22_S11 Segment11";
  expect(of(cells, id)?.value).toBeCloseTo((of(own, id)?.value ?? 0) - (of(others, id)?.value ?? 0), 12);
  expect(of(cells, "R22_S10 Segment11")).toMatchObject({ value: null, why: "in the second: queued or being analysed" });
  expect(of(cells, "R22_S12")?.why).toMatch(/^in the first: The file ends early/);
});
