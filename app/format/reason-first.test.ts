/** Failure messages as they stand in a narrow cell. */
import { expect, test } from "vitest";
import { reasonFirst } from "./reason-first.ts";

test("the address goes behind the reason, whatever its scheme", () => {
  expect(reasonFirst("file:///data/night/a.fits.fz: HDU 1: the file ends early.")).toBe(
    "HDU 1: the file ends early. (file:///data/night/a.fits.fz)",
  );
  expect(reasonFirst("s3://raws:tonight/a.fits: not a FITS file")).toBe("not a FITS file (s3://raws:tonight/a.fits)");
});

test("a reason of several lines is kept whole", () => {
  expect(reasonFirst("file:///a.fits: first\nsecond")).toBe("first\nsecond (file:///a.fits)");
});

test("other messages stay as they are", () => {
  for (const message of [
    "There is no file at file:///a.fits: was it moved?",
    "file:///a.fits",
    "file:///a.fits: ",
    "Given up: 30 s are over.",
  ])
    expect(reasonFirst(message)).toBe(message);
});
