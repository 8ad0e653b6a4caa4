/** What can be wrong with a measurement inside an aperture, as bits; the values are SEP's, so they add to a source's flag. */

/** The aperture reaches beyond the image. */
export const flagApertureTruncated = 0x10;
/** Pixels without a value lie inside the aperture. */
export const flagApertureHasMasked = 0x20;
/** No pixel with a value lies inside the aperture. */
export const flagApertureAllMasked = 0x40;
/** The light inside the aperture adds up to nothing or less, so it has no radius. */
export const flagApertureNonPositive = 0x80;
