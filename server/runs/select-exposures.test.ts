import { expect, test } from "vitest";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { runRequest } from "#contracts/run.ts";
import { selectExposures } from "./select-exposures.ts";

const exposure = (seqNum: number, imageType: string | null, band: string | null) =>
  ({ exposureId: 2026090100000 + seqNum, seqNum, header: imageType ? { imageType, band } : null }) as ExposureSummary;
const night = [
  exposure(4, null, null),
  exposure(3, "science", "r"),
  exposure(2, "science", "g"),
  exposure(1, "bias", null),
];
const seqNums = (selection: object) =>
  selectExposures(night, { dayObs: 20260901, ...selection }).map((id) => id % 100_000);

test.each([
  [{}, [1, 2, 3, 4]],
  [{ imageType: "Science" }, [2, 3]],
  [{ imageType: "science", band: "R" }, [3]],
  [{ band: "y" }, []],
  [{ fromSeqNum: 2, toSeqNum: 3 }, [2, 3]],
  [{ fromSeqNum: 4 }, [4]],
])("R1: the selection %j of a night holds %j, in order of observation", (selection, expected) => {
  expect(seqNums(selection)).toEqual(expected);
});

test.each([
  [{ run: "first" }, /taken/],
  [{ run: "compare" }, /taken/],
  [{ run: "Has Spaces" }, /lower-case/],
  [{ selection: { exposures: [] } }, /selection/],
  [{ selection: { dayObs: 20260901, colour: "red" } }, /selection/],
  [{ pipeline: "../secrets" }, /pipeline/],
])("a request with %j is refused", (changes, problem) => {
  const request = { run: "deep", camera: "LATISS", selection: { dayObs: 20260901 }, pipeline: "quick-look" };
  expect(runRequest.parse(request)).toMatchObject({ ...request, overrides: [] });
  const refused = runRequest.safeParse({ ...request, ...changes });
  expect(JSON.stringify(refused.error?.issues)).toMatch(problem);
});
