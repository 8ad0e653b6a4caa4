/** Looks for out-of-focus stars where the PSF would be meaningless. */
import type { DetectorImage } from "#analysis/detector/detector-image.ts";
import { countDonuts } from "#analysis/psf/donuts.ts";
import { sigmaOf } from "#analysis/psf/shape-of.ts";
import type { StarShape } from "#analysis/psf/star-shapes.ts";
import { type DetectSettings, extract } from "../detect/run.ts";
import type { Detection } from "../frame.ts";

/** With fewer stars than this it is asked whether larger things than stars have holes. */
const fewStars = 5;
const minDonuts = 3;
const testedSources = 20;
/** A donut covers so many pixels at least. */
const minPixels = 60;

/** @returns the reason why there is no PSF, or null when the stars are no donuts. */
export function findDonuts(
  image: DetectorImage,
  found: Detection,
  stars: readonly StarShape[],
  settings: DetectSettings,
): string | null {
  const { width, height } = image;
  const spots = stars.map((star) => ({ x: star.x, y: star.y, radiusPx: 2 * sigmaOf(star) }));
  const hollow = countDonuts(found.flat, width, height, spots);
  if (hollow > 0 && 2 * hollow >= spots.length) return reasonOf(hollow, spots.length);
  if (stars.length >= fewStars) return null;
  const large = largeSpots(image, found, settings);
  const donuts = countDonuts(found.flat, width, height, large);
  const manifest = donuts >= minDonuts && 2 * donuts >= large.length && donuts > stars.length;
  return manifest ? reasonOf(donuts, large.length) : null;
}

/** The brightest large sources, not divided into parts: deblending would take a ring for several sources. */
function largeSpots(image: DetectorImage, { flat, background }: Detection, settings: DetectSettings) {
  const whole = extract(image, flat, background, { ...settings, deblendLevels: 1 });
  if ("missing" in whole) return [];
  const saturation =
    image.saturationLevel === null ? Number.POSITIVE_INFINITY : image.saturationLevel - background.globalLevel;
  return whole.value
    .filter(({ pixelCount, peak }) => pixelCount >= minPixels && peak < saturation)
    .sort((one, other) => other.flux - one.flux)
    .slice(0, testedSources)
    .map(({ x, y, pixelCount }) => ({ x, y, radiusPx: Math.sqrt(pixelCount / Math.PI) }));
}

function reasonOf(donuts: number, tested: number): string {
  return `the stars are donuts (${donuts} of ${tested} have a dark middle): the telescope is far out of focus`;
}
