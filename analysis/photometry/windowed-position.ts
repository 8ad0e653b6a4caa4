/** A source's centre under a Gaussian window: nearly as sharp as a fit, far cheaper. */
import { circle, pixelBox } from "./aperture.ts";
import { flagApertureHasMasked, flagApertureNonPositive } from "./aperture-flags.ts";
import { sampledOverlap } from "./disk-overlap.ts";

export interface WindowedPosition {
  /** 0-based pixel centres; the start's own where the flag says that there is no light. */
  readonly x: number;
  readonly y: number;
  readonly iterations: number;
  /** Bits of aperture-flags.ts. */
  readonly flag: number;
}

/** The window ends at so many of its sigmas. */
const windowSigmas = 4;
const maxIterations = 16;
/** The search ends with a step below this. */
const leastStepPx = 1e-4;
/** A Gaussian star under its own window moves by half of the offset at each step. */
const stepFactor = 2;
const rimPx = 0.7072;
/** Sigma of the narrowest window: half of the light within half a pixel. */
const leastSigmaPx = (2 / 2.35) * 0.5;

/** Sigma of the window for a source of that half-light radius, Source Extractor's choice. */
export function windowSigmaPx(halfLightRadiusPx: number): number {
  return Math.max(leastSigmaPx, (2 / 2.35) * halfLightRadiusPx);
}

/**
 * Moves the window to the centroid of the light under it until it rests (XWIN_IMAGE and YWIN_IMAGE, as `sep.winpos`).
 * @param data background-subtracted pixels, NaN masked.
 * @param sigmaPx of the window, from {@link windowSigmaPx}.
 * @param subpixels pixels at the rim are divided into so many × so many.
 */
export function windowedPosition(
  data: Float32Array,
  width: number,
  height: number,
  startX: number,
  startY: number,
  sigmaPx: number,
  subpixels = 11,
): WindowedPosition {
  const sigma = Math.max(leastSigmaPx, sigmaPx);
  const radius = windowSigmas * sigma;
  const inside2 = Math.max(0, radius - rimPx) ** 2;
  const outer2 = (radius + rimPx) ** 2;
  const perTwoSigma2 = 1 / (2 * sigma * sigma);
  let x = startX;
  let y = startY;
  let flag = 0;
  let iterations = 0;
  while (iterations < maxIterations) {
    iterations += 1;
    const box = pixelBox(circle(x, y, radius), width, height);
    flag |= box.flag;
    let light = 0;
    let lightX = 0;
    let lightY = 0;
    let plain = 0;
    let area = 0;
    let hole = 0;
    let holeX = 0;
    let holeY = 0;
    for (let v = box.yFrom; v < box.yTo; v += 1) {
      const dy = v - y;
      for (let u = box.xFrom; u < box.xTo; u += 1) {
        const dx = u - x;
        const distance2 = dx * dx + dy * dy;
        if (distance2 >= outer2) continue;
        const part = distance2 > inside2 ? sampledOverlap(dx, dy, 1, 1, 0, radius * radius, subpixels) : 1;
        const weight = part * Math.exp(-distance2 * perTwoSigma2);
        const value = data[v * width + u] as number;
        if (Number.isNaN(value)) {
          hole += weight;
          holeX += weight * dx;
          holeY += weight * dy;
          continue;
        }
        plain += value * part;
        area += part;
        const weighted = value * weight;
        light += weighted;
        lightX += weighted * dx;
        lightY += weighted * dy;
      }
    }
    if (hole > 0) {
      // A pixel without a value counts as the mean of the others.
      const mean = plain / area;
      light += mean * hole;
      lightX += mean * holeX;
      lightY += mean * holeY;
      flag |= flagApertureHasMasked;
    }
    if (!(light > 0)) return { x: startX, y: startY, iterations, flag: flag | flagApertureNonPositive };
    const stepX = lightX / light;
    const stepY = lightY / light;
    x += stepFactor * stepX;
    y += stepFactor * stepY;
    // SEP follows what little light there is out of the image; a source that is one stays under its window.
    if ((x - startX) ** 2 + (y - startY) ** 2 > radius * radius) {
      return { x: startX, y: startY, iterations, flag: flag | flagApertureNonPositive };
    }
    if (stepX * stepX + stepY * stepY < leastStepPx * leastStepPx) break;
  }
  return { x, y, iterations, flag };
}
