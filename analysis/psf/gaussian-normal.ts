/** The normal equations of a Gaussian's fit: what a step of Levenberg and Marquardt is solved from. */

/** Amplitude, centre x and y, the inverse covariance's p, q and r, constant. */
export const parameterCount = 7;

/** Monomials 1, x, y, x², xy, y² of the offset from the centre: powers of x and of y. */
const powers = [
  [0, 0],
  [1, 0],
  [0, 1],
  [2, 0],
  [1, 1],
  [0, 2],
] as const;
const monomials = powers.length;
/** Sums over the pixels of shape² xⁱ yʲ at 5 i + j, of shape · monomial, and of shape · residual · monomial. */
const squareSums = new Float64Array(25);
const shapeSums = new Float64Array(monomials);
const residualSums = new Float64Array(monomials);
/** For each parameter but the constant its slope by monomials, of which each is then times the shape. */
const slopes = new Float64Array(monomials * monomials);
const products = new Float64Array(monomials * monomials);

/**
 * Fills the normal matrix JᵀJ (its lower half) and the gradient Jᵀ residual. The parameters are amplitude, x, y, p, q, r
 * and constant of a cut-out of side × side pixels in units of `peak`. All slopes but the constant's are the shape
 * times a polynomial of two degrees, so that a dozen sums a pixel make the 35 numbers.
 * @returns the sum of squared residuals.
 */
export function accumulate(
  cut: Float64Array,
  side: number,
  peak: number,
  parameters: Float64Array,
  normal: Float64Array,
  gradient: Float64Array,
): number {
  const [amplitude = 0, x = 0, y = 0, p = 0, q = 0, r = 0, constant = 0] = parameters;
  squareSums.fill(0);
  shapeSums.fill(0);
  residualSums.fill(0);
  let cost = 0;
  let residuals = 0;
  for (let v = 0, i = 0; v < side; v += 1) {
    const dy = v - y;
    let [a0, a1, a2, a3, a4] = [0, 0, 0, 0, 0];
    let [b0, b1, b2] = [0, 0, 0];
    let [c0, c1, c2] = [0, 0, 0];
    for (let u = 0; u < side; u += 1, i += 1) {
      const dx = u - x;
      const shape = Math.exp(-0.5 * (p * dx * dx + 2 * q * dx * dy + r * dy * dy));
      const residual = (cut[i] as number) / peak - amplitude * shape - constant;
      cost += residual * residual;
      residuals += residual;
      const dx2 = dx * dx;
      const square = shape * shape;
      const square2 = square * dx2;
      a0 += square;
      a1 += square * dx;
      a2 += square2;
      a3 += square2 * dx;
      a4 += square2 * dx2;
      b0 += shape;
      b1 += shape * dx;
      b2 += shape * dx2;
      const light = shape * residual;
      c0 += light;
      c1 += light * dx;
      c2 += light * dx2;
    }
    addRow(squareSums, dy, a0, a1, a2, a3, a4);
    addMonomials(shapeSums, dy, b0, b1, b2);
    addMonomials(residualSums, dy, c0, c1, c2);
  }
  setSlopes(amplitude, p, q, r);
  fillNormal(side * side, normal);
  for (let a = 0; a < monomials; a += 1) gradient[a] = rowTimes(a, residualSums);
  gradient[monomials] = residuals;
  return cost;
}

/** Adds a row's sums of shape² times powers of x, each times the powers of y that make four at most. */
function addRow(to: Float64Array, dy: number, ...sums: number[]): void {
  for (let i = 0; i <= 4; i += 1) {
    let sum = sums[i] as number;
    for (let j = 0; i + j <= 4; j += 1, sum *= dy) to[5 * i + j] = (to[5 * i + j] as number) + sum;
  }
}

function addMonomials(to: Float64Array, dy: number, one: number, x: number, xx: number): void {
  to[0] = (to[0] as number) + one;
  to[1] = (to[1] as number) + x;
  to[2] = (to[2] as number) + one * dy;
  to[3] = (to[3] as number) + xx;
  to[4] = (to[4] as number) + x * dy;
  to[5] = (to[5] as number) + one * dy * dy;
}

function setSlopes(amplitude: number, p: number, q: number, r: number): void {
  slopes[0] = 1;
  slopes[monomials + 1] = amplitude * p;
  slopes[monomials + 2] = amplitude * q;
  slopes[2 * monomials + 1] = amplitude * q;
  slopes[2 * monomials + 2] = amplitude * r;
  slopes[3 * monomials + 3] = -0.5 * amplitude;
  slopes[4 * monomials + 4] = -amplitude;
  slopes[5 * monomials + 5] = -0.5 * amplitude;
}

/** slopes · moments · slopesᵀ, and the constant's row below it. */
function fillNormal(pixels: number, normal: Float64Array): void {
  for (let a = 0; a < monomials; a += 1) {
    for (let n = 0; n < monomials; n += 1) {
      let sum = 0;
      for (let m = 0; m < monomials; m += 1) {
        const [i, j] = powers[m] ?? [0, 0];
        const [k, l] = powers[n] ?? [0, 0];
        sum += (slopes[a * monomials + m] as number) * (squareSums[5 * (i + k) + j + l] as number);
      }
      products[a * monomials + n] = sum;
    }
    for (let b = 0; b <= a; b += 1) {
      normal[a * parameterCount + b] = rowTimes(b, products.subarray(a * monomials, (a + 1) * monomials));
    }
    normal[monomials * parameterCount + a] = rowTimes(a, shapeSums);
  }
  normal[monomials * parameterCount + monomials] = pixels;
}

/** A parameter's slope times a vector of monomials. */
function rowTimes(parameter: number, vector: Float64Array): number {
  let sum = 0;
  for (let m = 0; m < monomials; m += 1) {
    sum += (slopes[parameter * monomials + m] as number) * (vector[m] as number);
  }
  return sum;
}
