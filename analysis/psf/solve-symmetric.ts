/** Small linear systems with a symmetric positive definite matrix. */

/**
 * Solves matrix · x = right by Cholesky's decomposition, in place: `right` becomes x, `matrix` is destroyed.
 * @param matrix size × size values, row by row; only the lower half is read.
 * @returns false when the matrix is not positive definite; `right` is then meaningless.
 */
export function solveSymmetric(matrix: Float64Array, right: Float64Array, size: number): boolean {
  for (let j = 0; j < size; j += 1) {
    for (let i = j; i < size; i += 1) {
      let sum = matrix[i * size + j] as number;
      for (let k = 0; k < j; k += 1) sum -= (matrix[i * size + k] as number) * (matrix[j * size + k] as number);
      if (i === j) {
        if (!(sum > 0)) return false;
        matrix[j * size + j] = Math.sqrt(sum);
      } else {
        matrix[i * size + j] = sum / (matrix[j * size + j] as number);
      }
    }
  }
  for (let i = 0; i < size; i += 1) {
    let sum = right[i] as number;
    for (let k = 0; k < i; k += 1) sum -= (matrix[i * size + k] as number) * (right[k] as number);
    right[i] = sum / (matrix[i * size + i] as number);
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = right[i] as number;
    for (let k = i + 1; k < size; k += 1) sum -= (matrix[k * size + i] as number) * (right[k] as number);
    right[i] = sum / (matrix[i * size + i] as number);
  }
  return true;
}
