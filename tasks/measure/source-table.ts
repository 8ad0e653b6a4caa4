/** The brightest sources with their photometry, for people and for whoever matches them with a catalogue. */
import { circle } from "#analysis/photometry/aperture.ts";
import { sumAperture } from "#analysis/photometry/aperture-sum.ts";
import { fluxRadii } from "#analysis/photometry/flux-radius.ts";
import { defaultKronOptions } from "#analysis/photometry/kron.ts";
import { measurePhotometry } from "#analysis/photometry/source-photometry.ts";
import type { Source } from "#analysis/sources/extract-sources.ts";
import { medianInPlace } from "#analysis/stats/median.ts";
import type { SourceTable } from "#contracts/plots.ts";
import type { Detection, Frame } from "../frame.ts";

export interface PhotometrySettings {
  readonly photometry: "none" | "aperture" | "kron";
  readonly photometryRadiusPx: number;
  readonly photometryMaxSources: number;
}

/** What one method measures of a source. */
interface Measurement {
  readonly x: number;
  readonly y: number;
  readonly flux: number | null;
  readonly fluxError: number | null;
  readonly halfLightPx: number | null;
  readonly flag: number;
}

/** Light is gathered for the half-light radius within so many semi-major axes. */
const outerAxes = 6;

/** @returns the table, or null where none is asked for. Which sources are brightest is decided by their isophotes. */
export function sourceTable(frame: Frame, found: Detection, settings: PhotometrySettings): SourceTable | null {
  const { photometry, photometryRadiusPx, photometryMaxSources } = settings;
  if (photometry === "none") return null;
  const brightest = [...found.sources].sort((one, other) => other.flux - one.flux).slice(0, photometryMaxSources);
  const noise = { skySigma: found.background.globalSigma, gain: electronsPerUnit(frame) };
  const measure = photometry === "kron" ? measureKron : measureCircle;
  const measured = brightest.map((source) => measure(frame, found.flat, source, noise, photometryRadiusPx));
  const column = (pick: (one: Measurement) => number | null) => measured.map(pick).map(short);
  return {
    photometry,
    radiusPx: photometry === "aperture" ? photometryRadiusPx : null,
    unit: frame.pixelUnit,
    total: found.sources.length,
    xPx: measured.map(({ x }) => places(x, 3)),
    yPx: measured.map(({ y }) => places(y, 3)),
    flux: column(({ flux }) => flux),
    fluxError: column(({ fluxError }) => fluxError),
    halfLightPx: column(({ halfLightPx }) => halfLightPx),
    aPx: brightest.map(({ a }) => places(a, 3)),
    bPx: brightest.map(({ b }) => places(b, 3)),
    thetaDeg: brightest.map(({ theta }) => places((theta * 180) / Math.PI, 1)),
    flag: measured.map(({ flag }, at) => flag | (brightest[at]?.flag ?? 0)),
  };
}

type Noise = Pick<typeof defaultKronOptions, "skySigma" | "gain">;

function measureKron({ image }: Frame, flat: Float32Array, source: Source, noise: Noise): Measurement {
  const { width, height } = image;
  const found = measurePhotometry(flat, width, height, source, { ...defaultKronOptions, ...noise });
  const { flux, fluxError, halfLightRadiusPx: halfLightPx, windowed, flag } = found;
  return { x: windowed?.x ?? source.x, y: windowed?.y ?? source.y, flux, fluxError, halfLightPx, flag };
}

function measureCircle(
  { image: { width, height } }: Frame,
  flat: Float32Array,
  { x, y, a }: Source,
  noise: Noise,
  radiusPx: number,
): Measurement {
  const sum = sumAperture(flat, width, height, circle(x, y, radiusPx), { ...noise, subpixels: 5 });
  const radii = fluxRadii(flat, width, height, x, y, outerAxes * a, [0.5]);
  const { flux, fluxError } = sum;
  return { x, y, flux, fluxError, halfLightPx: radii.radiiPx[0] ?? null, flag: sum.flag | radii.flag };
}

/** Electrons in one unit of the image, for the sources' own noise; null, which leaves it out, where no gain is known. */
function electronsPerUnit({ image, pixelUnit }: Frame): number | null {
  if (pixelUnit === "electron") return 1;
  const gains = (image.readouts ?? []).flatMap(({ headerGain, cameraGain }) => headerGain ?? cameraGain ?? []);
  return gains.length > 0 ? medianInPlace(Float64Array.from(gains)) : null;
}

/** Seven digits are as many as single precision holds. */
function short(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(7));
}

function places(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
