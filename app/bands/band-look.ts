/** Bands as letter, symbol and colour, after the Rubin Observatory's plotting guide (RTN-045). */

export type BandSymbol = "circle" | "triangle-up" | "triangle-down" | "square" | "star" | "pentagon" | "diamond";

export interface BandLook {
  /** As it is printed. */
  name: string;
  symbol: BandSymbol;
  /** A CSS colour of the theme. */
  color: string;
}

const symbols = new Map<string, BandSymbol>([
  ["u", "circle"],
  ["g", "triangle-up"],
  ["r", "triangle-down"],
  ["i", "square"],
  ["z", "star"],
  ["y", "pentagon"],
]);

/** @returns how a band looks; a diamond for one that has no agreed symbol, and `–` for none. */
export function bandLook(band: string | null | undefined): BandLook {
  const key = band?.toLowerCase() ?? "";
  const symbol = symbols.get(key);
  return symbol === undefined
    ? { name: band || "–", symbol: "diamond", color: "var(--band-other)" }
    : { name: key, symbol, color: `var(--band-${key})` };
}

/** Corners of each symbol around the origin, of about equal area; null is a circle. */
const corners: Record<BandSymbol, readonly (readonly [number, number])[] | null> = {
  circle: null,
  "triangle-up": polygon(3, 5.2, -Math.PI / 2),
  "triangle-down": polygon(3, 5.2, Math.PI / 2),
  square: polygon(4, 5, Math.PI / 4),
  star: polygon(5, 6, -Math.PI / 2, 2.5),
  pentagon: polygon(5, 4.7, -Math.PI / 2),
  diamond: polygon(4, 4.8, 0),
};

function polygon(count: number, radius: number, turn: number, inner?: number): [number, number][] {
  const steps = inner === undefined ? count : count * 2;
  return Array.from({ length: steps }, (_, at) => {
    const angle = turn + (at * 2 * Math.PI) / steps;
    const length = inner !== undefined && at % 2 === 1 ? inner : radius;
    return [Math.cos(angle) * length, Math.sin(angle) * length];
  });
}

/** By symbol and scale: there are few, and a night's plots ask for thousands at every change. */
const drawn = new Map<string, string>();

/** @returns a symbol around the point where the path is, in relative steps: thousands of them cost two numbers each. */
export function symbolAround(symbol: BandSymbol, scale: number): string {
  const key = `${symbol} ${scale}`;
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const path = pathAround(symbol, scale);
  drawn.set(key, path);
  return path;
}

function pathAround(symbol: BandSymbol, scale: number): string {
  const points = corners[symbol];
  if (points === null) {
    const radius = 4 * scale;
    return `m${-radius} 0a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`;
  }
  const step = (at: number): string => {
    const [x, y] = points[at] ?? [0, 0];
    const [fromX, fromY] = points[at - 1] ?? [0, 0];
    return `${((x - fromX) * scale).toFixed(2)} ${((y - fromY) * scale).toFixed(2)}`;
  };
  return `m${points.map((_, at) => step(at)).join("l")}z`;
}

/**
 * @returns the outline of a symbol at a place, as SVG path data. Outlines can be joined: one path draws a whole band.
 * @param scale 1 is about 10 px across.
 */
export function symbolOutline(symbol: BandSymbol, x: number, y: number, scale: number): string {
  const points = corners[symbol];
  if (points === null) {
    const radius = 4 * scale;
    const half = `a${radius} ${radius} 0 1 0`;
    return `M${(x - radius).toFixed(1)} ${y.toFixed(1)}${half} ${2 * radius} 0${half} ${-2 * radius} 0Z`;
  }
  return `M${points.map(([dx, dy]) => `${(x + dx * scale).toFixed(1)} ${(y + dy * scale).toFixed(1)}`).join("L")}Z`;
}
