/** The one error that reading a FITS file raises: what is wrong, in which HDU, at which byte. */

/** `not-fits` no FITS at all · `truncated` bytes are missing · `bad-header` structure nobody can read · `unsupported` valid, not read here. */
export type FitsErrorCode = "not-fits" | "truncated" | "bad-header" | "unsupported";

/** Raised for a file that cannot be read; its message says what, where and what to do. */
export class FitsError extends Error {
  readonly code: FitsErrorCode;
  /** 0-based over all HDUs, the primary included; null when the file as a whole is meant. */
  readonly hdu: number | null;
  /** Byte in the (unpacked) file near which it happened. */
  readonly offset: number | null;

  constructor(code: FitsErrorCode, message: string, where: { hdu?: number | null; offset?: number | null } = {}) {
    super(message);
    this.name = "FitsError";
    this.code = code;
    this.hdu = where.hdu ?? null;
    this.offset = where.offset ?? null;
  }
}
