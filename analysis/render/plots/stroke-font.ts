/** Letters as strokes: a machine without fonts draws them as well as any other. */

/**
 * Each letter's strokes, parted by `;`, each a row of points `xy` on a grid: x from 0, y from the top of capitals (0) by
 * the top of small letters (2) and the base line (6) to the bottom of tails (8).
 */
const strokes: Readonly<Record<string, string>> = {
  a: "42 46;43 32 12 03 05 16 36 45",
  b: "00 06;03 12 32 43 45 36 16 05",
  c: "43 32 12 03 05 16 36 45",
  d: "40 46;43 32 12 03 05 16 36 45",
  e: "04 44 43 32 12 03 05 16 36 45",
  f: "30 20 11 16;02 32",
  g: "42 47 38 18 07;43 32 12 03 05 16 36 45",
  h: "00 06;03 12 32 43 46",
  i: "02 06;00 00",
  j: "12 17 08;10 10",
  k: "00 06;32 04;13 36",
  l: "00 05 16",
  m: "02 06;03 12 23 26;23 32 43 46",
  n: "02 06;03 12 32 43 46",
  o: "12 32 43 45 36 16 05 03 12",
  p: "02 08;03 12 32 43 45 36 16 05",
  q: "42 48;43 32 12 03 05 16 36 45",
  r: "02 06;03 12 32",
  s: "43 32 12 03 14 34 45 36 16 05",
  t: "10 15 26 36;02 32",
  u: "02 05 16 36 45;42 46",
  v: "02 26 42",
  w: "02 16 23 36 42",
  x: "02 46;42 06",
  y: "02 26;42 18 08",
  z: "02 42 06 46",
  A: "06 20 46;14 34",
  D: "00 20 42 44 26 06 00",
  E: "40 00 06 46;03 33",
  F: "40 00 06;03 33",
  H: "00 06;40 46;03 43",
  M: "06 00 23 40 46",
  P: "06 00 30 41 42 33 03",
  U: "00 05 16 36 45 40",
  W: "00 16 22 36 40",
  "0": "10 30 41 45 36 16 05 01 10",
  "1": "11 20 26",
  "2": "01 10 30 41 42 06 46",
  "3": "01 10 30 41 42 33 23;33 44 45 36 16 05",
  "4": "36 30 04 44",
  "5": "40 00 02 32 43 45 36 16 05",
  "6": "30 10 01 05 16 36 45 44 33 13 04",
  "7": "00 40 16",
  "8": "13 02 01 10 30 41 42 33 13 04 05 16 36 45 44 33",
  "9": "42 33 13 02 01 10 30 41 45 36 16",
  ".": "06 06",
  ",": "06 07",
  "-": "14 34",
  "+": "04 44;22 26",
  "%": "06 40;01 10 11 01;35 44 45 35",
  "(": "10 02 04 16",
  ")": "00 12 14 06",
  "/": "06 30",
  "=": "03 43;05 45",
  ":": "03 03;06 06",
};

/** Grid units between letters, and of a blank. */
const gap = 1.7;
const blank = 3;
/** Capitals are so many units high. */
const capitalUnits = 6;

export interface TextStyle {
  /** Height of capitals, pixels. */
  readonly sizePx: number;
  readonly anchor: "start" | "middle" | "end";
}

/**
 * @param y of the base line.
 * @returns the `d` of an SVG path; letters that the font does not have are blanks.
 */
export function strokeText(text: string, x: number, y: number, { sizePx, anchor }: TextStyle): string {
  const unitPx = sizePx / capitalUnits;
  const widthPx = textWidthPx(text, sizePx);
  let left = x - (anchor === "start" ? 0 : anchor === "middle" ? widthPx / 2 : widthPx);
  let path = "";
  for (const letter of text) {
    for (const stroke of (strokes[letter] ?? "").split(";")) {
      stroke.split(" ").forEach((point, at) => {
        if (point === "") return;
        const px = left + Number(point[0]) * unitPx;
        const py = y + (Number(point[1]) - capitalUnits) * unitPx;
        path += `${at === 0 ? "M" : "L"}${short(px)} ${short(py)}`;
        // A stroke of one place is a dot: round ends show it.
        if (at > 0 && stroke === `${point} ${point}`) path += "h0.01";
      });
    }
    left += advance(letter) * unitPx;
  }
  return path;
}

export function textWidthPx(text: string, sizePx: number): number {
  const units = [...text].reduce((sum, letter) => sum + advance(letter), 0) - (text === "" ? 0 : gap);
  return (units * sizePx) / capitalUnits;
}

function advance(letter: string): number {
  const drawn = strokes[letter];
  if (drawn === undefined) return blank;
  return Math.max(...drawn.split(/[ ;]/).map((point) => Number(point[0]))) + gap;
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}
