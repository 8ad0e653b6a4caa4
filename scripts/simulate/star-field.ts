/** The stars that a detector sees in a field, the same all night. */
import { randomFor } from "./random.ts";
import { referenceScaleArcsec } from "./sim-detector.ts";

export interface FieldStar {
  /** Position in the assembled detector before the dither, pixels, 0 is the centre of the first pixel. */
  x: number;
  y: number;
  /** Flux through a clear sky in 30 s, electrons. */
  fluxElectrons: number;
}

/** A star that saturates whatever the seeing. */
const saturatedFluxElectrons = 6e6;
/** Faintest star, brightest star of the power law, and the law's slope: N(>F) ~ F^-slope. */
const faintest = 700;
const brightest = 4e5;
const slope = 0.75;
/** Stars per pixel of 0.3″, fewer where pixels are small, so that stars do not merge; gives some 150 to 400 sources above 5 sigma in 512 × 512 pixels. */
const density = 1000 / (512 * 512);

/**
 * @param margin how far outside of the detector stars are made, so that a dither brings in new ones, pixels.
 * @returns the stars in order of flux, the brightest first.
 */
export function starField(
  seed: number,
  field: number,
  detectorId: number,
  size: { width: number; height: number; margin: number },
  pixelScaleArcsec = referenceScaleArcsec,
): FieldStar[] {
  const random = randomFor(seed, "stars", field, detectorId);
  const { width, height, margin } = size;
  const perPixel = density * Math.min(1, pixelScaleArcsec / referenceScaleArcsec);
  const count = random.poisson(perPixel * (width + 2 * margin) * (height + 2 * margin));
  const place = (): { x: number; y: number } => ({
    x: -margin + (width + 2 * margin) * random.uniform(),
    y: -margin + (height + 2 * margin) * random.uniform(),
  });
  const stars: FieldStar[] = [];
  for (let index = 0; index < count; index += 1) {
    const share = random.uniform();
    const fluxElectrons = (faintest ** -slope + share * (brightest ** -slope - faintest ** -slope)) ** (-1 / slope);
    stars.push({ ...place(), fluxElectrons });
  }
  if (random.uniform() < 0.5) stars.push({ ...place(), fluxElectrons: saturatedFluxElectrons });
  return stars.sort((one, other) => other.fluxElectrons - one.fluxElectrons);
}
