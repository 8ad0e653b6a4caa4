/** Adds the light of a star to an image: an elliptical Gaussian, integrated over each pixel. */

/** A Gaussian's second moments, square pixels. A Gaussian and not a Moffat: its FWHM is the same to every fitter. */
export interface GaussianShape {
  xx: number;
  yy: number;
  xy: number;
}

const sigmasPerFwhm = 1 / (2 * Math.sqrt(2 * Math.LN2));
/** Second moment of a square pixel. */
const pixelMoment = 1 / 12;

/**
 * The optical image whose recorded stars have the given FWHM = 2.3548 (Ixx Iyy − Ixy²)^¼ and ellipticity,
 * the blur by the pixel included.
 */
export function shapeOfStars(fwhmPx: number, e1: number, e2: number): GaussianShape {
  const determinant = (fwhmPx * sigmasPerFwhm) ** 4;
  // det = T²/4 (1 − e²) with T = Ixx + Iyy.
  const halfTrace = Math.sqrt(determinant / (1 - e1 * e1 - e2 * e2));
  return {
    xx: Math.max(0.02, halfTrace * (1 + e1) - pixelMoment),
    yy: Math.max(0.02, halfTrace * (1 - e1) - pixelMoment),
    xy: halfTrace * e2,
  };
}

/** Abscissas and weights of the three-point Gauss-Legendre rule over one pixel. */
const offsets = [-0.5 * Math.sqrt(0.6), 0, 0.5 * Math.sqrt(0.6)];
const weights = [5 / 18, 8 / 18, 5 / 18];

/**
 * Adds a star. Exact to better than 1e-3 of the flux for FWHM ≥ 2 px.
 * @param image row by row, `width` × n.
 * @param faintest where the star adds less than this to a pixel it is left out.
 */
export function drawStar(
  image: Float64Array,
  width: number,
  star: { x: number; y: number; flux: number },
  shape: GaussianShape,
  faintest: number,
): void {
  const determinant = shape.xx * shape.yy - shape.xy * shape.xy;
  const peak = star.flux / (2 * Math.PI * Math.sqrt(determinant));
  const reach = Math.sqrt(2 * Math.log(Math.max(1.5, peak / faintest)));
  const height = image.length / width;
  const left = Math.max(0, Math.ceil(star.x - reach * Math.sqrt(shape.xx) - 0.5));
  const right = Math.min(width - 1, Math.floor(star.x + reach * Math.sqrt(shape.xx) + 0.5));
  const bottom = Math.max(0, Math.ceil(star.y - reach * Math.sqrt(shape.yy) - 0.5));
  const top = Math.min(height - 1, Math.floor(star.y + reach * Math.sqrt(shape.yy) + 0.5));
  const a = shape.yy / determinant;
  const b = -shape.xy / determinant;
  const c = shape.xx / determinant;
  // Along a row, exp of a quadratic at unit steps is a product: each step multiplies by a ratio that itself shrinks.
  const shrink = Math.exp(-a);
  for (let y = bottom; y <= top; y += 1) {
    for (let row = 0; row < 3; row += 1) {
      const dy = y + (offsets[row] as number) - star.y;
      for (let column = 0; column < 3; column += 1) {
        const dx = left + (offsets[column] as number) - star.x;
        const weight = peak * (weights[row] as number) * (weights[column] as number);
        let light = weight * Math.exp(-0.5 * (a * dx * dx + 2 * b * dx * dy + c * dy * dy));
        let ratio = Math.exp(-a * (dx + 0.5) - b * dy);
        for (let at = y * width + left; at <= y * width + right; at += 1) {
          image[at] = (image[at] as number) + light;
          light *= ratio;
          ratio *= shrink;
        }
      }
    }
  }
}
