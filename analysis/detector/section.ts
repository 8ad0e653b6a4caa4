/** IRAF image sections such as `[1:512,4004:2003]`: 1-based, both ends included, a reversed range is a flip. */

/** A rectangle of pixels, 0-based, with the direction in which it is to be read. */
export interface Section {
  readonly x0: number;
  readonly y0: number;
  readonly width: number;
  readonly height: number;
  readonly flipX: boolean;
  readonly flipY: boolean;
}

const form = /^\[\s*(\d+)\s*:\s*(\d+)\s*,\s*(\d+)\s*:\s*(\d+)\s*\]$/;

/** @returns the section in a header's text, or null where it is none (`UNKNOWN`, blank, zero ends). */
export function parseSection(text: string | null): Section | null {
  const match = text === null ? null : form.exec(text.trim());
  if (!match) return null;
  const [x1 = 0, x2 = 0, y1 = 0, y2 = 0] = match.slice(1).map(Number);
  if (Math.min(x1, x2, y1, y2) < 1) return null;
  return {
    x0: Math.min(x1, x2) - 1,
    y0: Math.min(y1, y2) - 1,
    width: Math.abs(x2 - x1) + 1,
    height: Math.abs(y2 - y1) + 1,
    flipX: x2 < x1,
    flipY: y2 < y1,
  };
}

/** @returns whether two sections share a pixel. */
export function overlap(a: Section, b: Section): boolean {
  return a.x0 < b.x0 + b.width && b.x0 < a.x0 + a.width && a.y0 < b.y0 + b.height && b.y0 < a.y0 + a.height;
}
