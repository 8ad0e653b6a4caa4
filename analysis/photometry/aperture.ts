/** A circle, ellipse or ring on the image: its shape, and which pixels it can touch. */
import { flagApertureTruncated } from "./aperture-flags.ts";

/** An ellipse of `scale` × (`a`, `b`); lengths are pixels, positions 0-based pixel centres. */
export interface Aperture {
  readonly x: number;
  readonly y: number;
  readonly a: number;
  readonly b: number;
  /** Angle of `a` from +x towards +y, radians. */
  readonly theta: number;
  readonly scale: number;
}

/** The pixels that an aperture can touch; the upper ends are exclusive. */
export interface PixelBox {
  readonly xFrom: number;
  readonly xTo: number;
  readonly yFrom: number;
  readonly yTo: number;
  /** `flagApertureTruncated` when the image cut the box, else 0. */
  readonly flag: number;
}

/** Coefficients of cxx dx² + cyy dy² + cxy dx dy = `scale`². */
export interface EllipseCoefficients {
  readonly cxx: number;
  readonly cyy: number;
  readonly cxy: number;
}

/** @returns a circular aperture. */
export function circle(x: number, y: number, radiusPx: number): Aperture {
  return { x, y, a: 1, b: 1, theta: 0, scale: radiusPx };
}

/** @returns the quadratic form of an aperture's ellipse (Source Extractor's CXX, CYY and CXY). */
export function ellipseCoefficients({ a, b, theta }: Aperture): EllipseCoefficients {
  const cos = Math.cos(theta);
  const sin = Math.sin(theta);
  const perA = 1 / (a * a);
  const perB = 1 / (b * b);
  return {
    cxx: cos * cos * perA + sin * sin * perB,
    cyy: sin * sin * perA + cos * cos * perB,
    cxy: 2 * cos * sin * (perA - perB),
  };
}

/** @returns the pixels within the ellipse's extent, rounded as SEP does, which decides when a border cuts it. */
export function pixelBox(aperture: Aperture, width: number, height: number): PixelBox {
  const { cxx, cyy, cxy } = ellipseCoefficients(aperture);
  const halfWidth = aperture.scale / Math.sqrt(cxx - (cxy * cxy) / (4 * cyy));
  const halfHeight = aperture.scale / Math.sqrt(cyy - (cxy * cxy) / (4 * cxx));
  const xFrom = Math.trunc(aperture.x - halfWidth + 0.5);
  const xTo = Math.trunc(aperture.x + halfWidth + 1.4999999);
  const yFrom = Math.trunc(aperture.y - halfHeight + 0.5);
  const yTo = Math.trunc(aperture.y + halfHeight + 1.4999999);
  const cut = xFrom < 0 || yFrom < 0 || xTo > width || yTo > height;
  return {
    xFrom: Math.max(0, xFrom),
    xTo: Math.min(width, xTo),
    yFrom: Math.max(0, yFrom),
    yTo: Math.min(height, yTo),
    flag: cut ? flagApertureTruncated : 0,
  };
}
