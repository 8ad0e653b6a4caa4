/** Size and ellipticity of a second-moment matrix. */

export interface Moments {
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
}

/** FWHM of a Gaussian in sigmas, 2 √(2 ln 2). */
export const fwhmPerSigma = 2.35482;

/** Determinant radius, pixels. */
export function sigmaOf({ xx, yy, xy }: Moments): number {
  return (xx * yy - xy * xy) ** 0.25;
}

/** (Ixx − Iyy) / (Ixx + Iyy), in the image's axes. */
export function e1Of({ xx, yy }: Moments): number {
  return (xx - yy) / (xx + yy);
}

/** 2 Ixy / (Ixx + Iyy), in the image's axes. */
export function e2Of({ xx, yy, xy }: Moments): number {
  return (2 * xy) / (xx + yy);
}
