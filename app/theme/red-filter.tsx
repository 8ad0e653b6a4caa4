/** The filter that maps a picture's brightness to the red channel alone. */

/** Rec. 709 luminance into red, at reduced brightness; green and blue are nothing. */
export function RedFilter() {
  return (
    <svg aria-hidden="true" width="0" height="0" className="absolute">
      <filter id="red-only" colorInterpolationFilters="sRGB">
        <feColorMatrix type="matrix" values="0.19 0.63 0.06 0 0  0 0 0 0 0  0 0 0 0 0  0 0 0 1 0" />
      </filter>
    </svg>
  );
}
