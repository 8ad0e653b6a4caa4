/** What a number rests on. */
import { expect, test } from "vitest";
import { sampleWords } from "./sample-words.ts";

test("the thing that is counted is named; stars where nothing else is said", () => {
  const samples = { psf_fwhm: 80, sky_bg: 88, read_noise: 1, psf_fwhm_spread: 9, n_saturated: 262144 };
  const words = (metric: string): string | null => sampleWords({ samples }, metric);
  expect(words("psf_fwhm")).toBe("from 80 stars");
  expect(words("sky_bg")).toBe("from 88 mesh cells");
  expect(words("read_noise")).toBe("from 1 amplifier");
  expect(words("psf_fwhm_spread")).toBe("from 9 parts of the detector");
  expect(words("n_saturated")).toBe("from 262\u202f144 pixels");
});

test("silence is not a sample of none", () => {
  expect(sampleWords({ samples: {} }, "psf_fwhm")).toBeNull();
});
