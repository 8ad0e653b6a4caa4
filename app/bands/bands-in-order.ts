/** Bands in the order of the spectrum. Pure. */

/** @returns each band once, in the order of the spectrum; others follow by name. */
export function bandsInOrder(bands: readonly string[]): string[] {
  return [...new Set(bands)].sort((left, right) => rankOf(left) - rankOf(right) || left.localeCompare(right));
}

function rankOf(band: string): number {
  const at = "ugrizy".indexOf(band.toLowerCase());
  return at === -1 || band.length !== 1 ? 6 : at;
}
