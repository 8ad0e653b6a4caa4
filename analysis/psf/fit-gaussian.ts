/** Least-squares fit of an elliptical Gaussian plus a constant to a small cut-out (Levenberg–Marquardt). */
import { accumulate, parameterCount as size } from "./gaussian-normal.ts";
import { solveSymmetric } from "./solve-symmetric.ts";

export interface GaussianFit {
  /** Centre relative to the cut-out's first pixel, pixels. */
  readonly x: number;
  readonly y: number;
  /** Second moments of the Gaussian (its covariance), pixels². */
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
  /** Height above `constant`, in the cut-out's unit. */
  readonly amplitude: number;
  readonly constant: number;
}

export interface GaussianStart {
  x: number;
  y: number;
  sigmaA: number;
  sigmaB: number;
  /** Angle of the a axis from +x, radians. */
  theta: number;
}

const maxRounds = 80;
const tolerance = 1e-8;

/**
 * Fits amplitude · exp(−½ (p dx² + 2 q dx dy + r dy²)) + constant; p, q, r are the inverse of the covariance, which
 * has no direction to degenerate for round stars.
 * @param cut side × side pixels without NaN.
 * @returns the fit, or null when it does not converge to a peak.
 */
export function fitGaussian(cut: Float64Array, side: number, start: GaussianStart): GaussianFit | null {
  const peak = cut.reduce((largest, value) => Math.max(largest, value), Number.NEGATIVE_INFINITY);
  if (!(peak > 0)) return null;
  let current: Float64Array = startParameters(start);
  let trial: Float64Array = new Float64Array(size);
  const normal = new Float64Array(size * size);
  const gradient = new Float64Array(size);
  const damped = new Float64Array(size * size);
  const step = new Float64Array(size);
  let cost = accumulate(cut, side, peak, current, normal, gradient);
  let damping = 1e-3;
  for (let round = 0; round < maxRounds; round += 1) {
    damped.set(normal);
    step.set(gradient);
    for (let i = 0; i < size; i += 1) damped[i * size + i] = (normal[i * size + i] as number) * (1 + damping) + 1e-12;
    if (!solveSymmetric(damped, step, size)) return null;
    for (let i = 0; i < size; i += 1) trial[i] = (current[i] as number) + (step[i] as number);
    const trialCost = isPeak(trial) ? costOf(cut, side, peak, trial) : Number.POSITIVE_INFINITY;
    if (trialCost < cost) {
      const settled = cost - trialCost <= tolerance * cost;
      [current, trial] = [trial, current];
      if (settled) break;
      cost = accumulate(cut, side, peak, current, normal, gradient);
      damping = Math.max(damping / 10, 1e-9);
    } else {
      damping *= 10;
      // No step, however short, makes it better: this is the minimum.
      if (damping > 1e9) break;
    }
  }
  const [amplitude = 0, x = 0, y = 0, p = 0, q = 0, r = 0, constant = 0] = current;
  const determinant = p * r - q * q;
  if (!(determinant > 0 && p > 0 && amplitude > 0)) return null;
  return {
    x,
    y,
    xx: r / determinant,
    yy: p / determinant,
    xy: -q / determinant,
    amplitude: amplitude * peak,
    constant: constant * peak,
  };
}

function startParameters({ x, y, sigmaA, sigmaB, theta }: GaussianStart): Float64Array {
  const a = 1 / (sigmaA * sigmaA);
  const b = 1 / (sigmaB * sigmaB);
  const c = Math.cos(theta);
  const s = Math.sin(theta);
  return Float64Array.of(1, x, y, a * c * c + b * s * s, (a - b) * c * s, a * s * s + b * c * c, 0);
}

function isPeak(parameters: Float64Array): boolean {
  const [, , , p = 0, q = 0, r = 0] = parameters;
  return p > 0 && p * r - q * q > 0;
}

function costOf(cut: Float64Array, side: number, peak: number, parameters: Float64Array): number {
  const [amplitude = 0, x = 0, y = 0, p = 0, q = 0, r = 0, constant = 0] = parameters;
  let cost = 0;
  for (let v = 0, i = 0; v < side; v += 1) {
    const dy = v - y;
    for (let u = 0; u < side; u += 1, i += 1) {
      const dx = u - x;
      const model = amplitude * Math.exp(-0.5 * (p * dx * dx + 2 * q * dx * dy + r * dy * dy)) + constant;
      const residual = (cut[i] as number) / peak - model;
      cost += residual * residual;
    }
  }
  return cost;
}
