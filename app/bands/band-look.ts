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

function polygon(corners: number, radius: number, turn: number, inner?: number): string {
  const steps = inner === undefined ? corners : corners * 2;
  const points = Array.from({ length: steps }, (_, at) => {
    const angle = turn + (at * 2 * Math.PI) / steps;
    const length = inner !== undefined && at % 2 === 1 ? inner : radius;
    return `${(Math.cos(angle) * length).toFixed(2)} ${(Math.sin(angle) * length).toFixed(2)}`;
  });
  return `M${points.join("L")}Z`;
}

const up = -Math.PI / 2;

/** Outlines around the origin, of about equal area, for a radius of 4.5. */
export const symbolPaths: Record<BandSymbol, string> = {
  circle: "M4 0A4 4 0 1 1 -4 0A4 4 0 1 1 4 0Z",
  "triangle-up": polygon(3, 5.2, up),
  "triangle-down": polygon(3, 5.2, -up),
  square: polygon(4, 5, Math.PI / 4),
  star: polygon(5, 6, up, 2.5),
  pentagon: polygon(5, 4.7, up),
  diamond: polygon(4, 4.8, 0),
};
