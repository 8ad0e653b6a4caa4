/** What is compared with which tool, and how far it may differ. */
import type { Measured } from "./measure-frame.ts";
import type { Oracle } from "./references.ts";

export type Tool = "SEP" | "Source Extractor" | "Gaussian fits";

export interface Quantity {
  readonly tool: Tool;
  /** Heading of its column, with the unit. */
  readonly name: string;
  readonly ours: (measured: Measured) => number | null;
  readonly reference: (oracle: Oracle & { sep: NonNullable<Oracle["sep"]> }) => number | null | undefined;
  /** Greatest deviation as part of the reference; null where the definitions differ, see docs/pixel-accuracy.md. */
  readonly limit: number | null;
  /** Digits after the point in tables. */
  readonly digits: number;
}

const within = { background: 0.001, noise: 0.01, count: 0.02, shape: 0.02 };

export const quantities: readonly Quantity[] = [
  of(
    "SEP",
    "background",
    within.background,
    3,
    ({ level }) => level,
    ({ sep }) => sep.globalback,
  ),
  of(
    "SEP",
    "rms",
    within.noise,
    4,
    ({ sigma }) => sigma,
    ({ sep }) => sep.globalrms,
  ),
  of(
    "SEP",
    "sources",
    within.count,
    0,
    ({ sources }) => sources.length,
    ({ sep }) => sep.nSources,
  ),
  of(
    "SEP",
    "flag 0",
    within.count,
    0,
    ({ clean }) => clean.count,
    ({ sep }) => sep.nFlag0,
  ),
  of(
    "SEP",
    "FWHM px",
    within.shape,
    3,
    ({ clean }) => clean.fwhmPx,
    ({ sep }) => sep.medianFwhm,
  ),
  of(
    "SEP",
    "ellipticity",
    within.shape,
    4,
    ({ clean }) => clean.ellipticity,
    ({ sep }) => sep.medianEll,
  ),
  of(
    "SEP",
    "half-light px",
    within.shape,
    3,
    ({ clean }) => clean.halfLightPx,
    ({ sep }) => sep.medianHlr,
  ),
  of(
    "SEP",
    "bright FWHM px",
    within.shape,
    3,
    ({ bright }) => bright.fwhmPx,
    ({ sep }) => sep.medianFwhmBright,
  ),
  of(
    "SEP",
    "bright ellipticity",
    within.shape,
    4,
    ({ bright }) => bright.ellipticity,
    ({ sep }) => sep.medianEllBright,
  ),
  of(
    "SEP",
    "bright half-light px",
    within.shape,
    3,
    ({ bright }) => bright.halfLightPx,
    ({ sep }) => sep.medianHlrBright,
  ),
  of(
    "Source Extractor",
    "background",
    within.background,
    3,
    ({ level }) => level,
    ({ sextractor }) => sextractor?.background,
  ),
  of(
    "Source Extractor",
    "rms",
    within.noise,
    4,
    ({ sigma }) => sigma,
    ({ sextractor }) => sextractor?.rms,
  ),
  of(
    "Source Extractor",
    "sources",
    within.count,
    0,
    ({ sources }) => sources.length,
    ({ sextractor }) => sextractor?.nSources,
  ),
  of(
    "Source Extractor",
    "flag 0",
    null,
    0,
    ({ clean }) => clean.count,
    ({ sextractor }) => sextractor?.nFlag0,
  ),
  of(
    "Source Extractor",
    "FWHM px",
    null,
    2,
    ({ clean }) => clean.fwhmPx,
    ({ sextractor }) => sextractor?.medianFwhm,
  ),
  of(
    "Source Extractor",
    "ellipticity",
    null,
    3,
    ({ clean }) => clean.ellipticity,
    ({ sextractor }) => sextractor?.medianEll,
  ),
  of(
    "Source Extractor",
    "flux radius px",
    null,
    3,
    ({ fluxRadiusPx }) => fluxRadiusPx,
    ({ sextractor }) => sextractor?.medianFluxRadius,
  ),
  of(
    "Gaussian fits",
    "stars",
    within.count,
    0,
    ({ gaussian }) => gaussian.count,
    ({ gaussFit }) => gaussFit?.n,
  ),
  of(
    "Gaussian fits",
    "FWHM px",
    within.shape,
    3,
    ({ gaussian }) => gaussian.fwhmPx,
    ({ gaussFit }) => gaussFit?.medianFwhm,
  ),
  of(
    "Gaussian fits",
    "ellipticity",
    within.shape,
    4,
    ({ gaussian }) => gaussian.ellipticity,
    ({ gaussFit }) => gaussFit?.medianEll,
  ),
];

function of(
  tool: Tool,
  name: string,
  limit: number | null,
  digits: number,
  ours: Quantity["ours"],
  reference: Quantity["reference"],
): Quantity {
  return { tool, name, limit, digits, ours, reference };
}
