/** V9: what comes with a page's first bytes. */
import { expect, test } from "vitest";
import { glance } from "#contracts/glance.ts";
import { sampleSummary } from "../../fixtures/sample-summary.ts";
import { glanceOf, nightAsked } from "./first-glance.ts";

test.each([
  ["/LSSTCam", { camera: "LSSTCam", dayObs: null }],
  ["/LSSTCam/current?channels=mount", { camera: "LSSTCam", dayObs: null }],
  ["/LSSTCam/20261121", { camera: "LSSTCam", dayObs: 20261121 }],
  ["/LSSTCam/20261121/7", null],
  ["/LSSTCam/else", null],
  ["/%2e%2e", null],
  ["/", null],
])("V9: %s shows the night %o", (url, night) => {
  expect(nightAsked(url)).toEqual(night);
});

test("V9: the newest exposure with the numbers of the newest that has them", () => {
  const pending = sampleSummary({ seqNum: 8, state: "pending", done: 0, completedAtMs: null });
  const measured = sampleSummary({ seqNum: 7, metrics: { psf_fwhm: 0.8, sky_bg: null } });
  const told = glanceOf([pending, measured], { pixelScaleArcsec: 0.2 });
  expect(glance.parse(told)).toMatchObject({ seqNum: 8, state: "pending", measuredSeqNum: 7 });
  expect(told?.values.slice(0, 2)).toEqual([
    { metric: "psf_fwhm", value: 0.8 },
    { metric: "sky_bg", value: null },
  ]);
  expect(glanceOf([pending], { pixelScaleArcsec: 0.2 })).toMatchObject({ measuredSeqNum: null });
  expect(glanceOf([], { pixelScaleArcsec: 0.2 })).toBeNull();
});
