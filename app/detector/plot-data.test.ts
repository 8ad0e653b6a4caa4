/** Why a plot is empty. */
import { expect, test } from "vitest";
import { detectorDepth } from "#contracts/detector-depth.ts";
import type { DetectorRecord } from "#contracts/exposure.ts";
import { plotDataOf } from "./plot-data.ts";

const record = { state: "done", missing: {}, error: null } as unknown as DetectorRecord;
const star = { xPx: [1], yPx: [2], fwhmPx: [3], e1: [0], e2: [0] };
const data = (of: Partial<DetectorRecord>, value: object | null, status: number | null = null) =>
  plotDataOf(
    { ...record, ...of },
    {
      value: value === null ? null : detectorDepth.parse(value),
      problem: status === null ? null : { type: "about:blank", title: "No answer from the server", status, detail: "" },
    },
    ({ plots }) => plots.stars,
    "psf_sigma",
  );

test("a detector without a result has its own reason and is not waited for", () => {
  const error = { code: "truncated", message: "file:///a.fits: the file ends early" };
  expect(data({ state: "failed", error }, null)).toEqual({
    state: "missing",
    why: "the file ends early (file:///a.fits)",
  });
  expect(data({ state: "pending" }, null)).toMatchObject({ state: "missing" });
  expect(data({ state: "pending", configHash: "abc" }, null)).toEqual({ state: "loading" });
});

test("what is being read, what was not kept, what did not answer", () => {
  expect(data({}, null)).toEqual({ state: "loading" });
  expect(data({}, null, 404)).toEqual({ state: "missing", why: "not kept, or no longer kept" });
  expect(data({}, null, 0)).toEqual({ state: "missing", why: "No answer from the server; it is tried again" });
});

test("data that are there are drawn; a plot that is absent has the reason of its metric", () => {
  expect(data({}, { plots: { stars: star } }, 0)).toEqual({ state: "there", data: star });
  expect(data({ missing: { psf_sigma: "a bias frame has no stars" } }, {})).toEqual({
    state: "missing",
    why: "a bias frame has no stars",
  });
});
