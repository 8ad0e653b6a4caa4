/** A value and its standard error with the same decimals, as many as the error deserves. */
import { formatNumber } from "./number.ts";

/** More decimals than these beyond a metric's usual ones tell nobody anything. */
const mostExtraDigits = 3;

export interface ValueWithError {
  value: string;
  /** Without its sign; null where no error is known. */
  error: string | null;
}

/**
 * @param digits decimals of the value where it has no error.
 * @returns both with the decimals of two significant figures of the error; never fewer than none, so an error of 219
 * leaves the value's units alone.
 */
export function withError(value: number, error: number | null | undefined, digits: number): ValueWithError {
  if (error === null || error === undefined || !Number.isFinite(error) || error < 0) {
    return { value: formatNumber(value, digits), error: null };
  }
  const deserved = error === 0 ? digits : 1 - Math.floor(Math.log10(Number(error.toPrecision(2))));
  // What has no decimals is a count: its error has none either.
  const decimals = digits === 0 ? 0 : Math.min(Math.max(deserved, 0), digits + mostExtraDigits);
  return { value: formatNumber(value, decimals), error: formatNumber(error, decimals) };
}
