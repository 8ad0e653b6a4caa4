import { beforeAll, describe, expect, test } from "vitest";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";
import { accuracyTables } from "./accuracy-tables.ts";
import { type Comparison, compareFrames, type Frame, leastMatched } from "./compare-frames.ts";
import { quantities } from "./quantities.ts";

/** Files that may break a limit: path, tool and quantity, with the reason. There is none. */
const exceptions: Readonly<Record<string, string>> = {};

const folder = sharedPath("data");
if (folder === null) console.info(absent("data"));

describe.skipIf(folder === null)(`real frames against the references (${folder ?? absent("data")})`, () => {
  const frames: Frame[] = [];

  beforeAll(() => {
    for (const frame of compareFrames(folder ?? "")) frames.push(frame);
  }, 240_000);

  test("each file's values stay within the limits", () => {
    const broken = frames.flatMap(({ file, comparisons }) =>
      comparisons
        .filter(({ holds }) => holds === false)
        .map(({ quantity: { tool, name }, ours, reference }) => ({
          what: `${file}: ${tool}: ${name}`,
          ours,
          reference,
        })),
    );
    expect(broken.filter(({ what }) => !(what in exceptions))).toEqual([]);
    // An exception that is no longer one has to go.
    expect(Object.keys(exceptions)).toEqual(broken.map(({ what }) => what));
  });

  test("of each file's sources above 10 σ at least 98 % are found within 0.1 px and with 1 % of the flux", () => {
    const catalogued = frames.flatMap(({ file, matches }) => (matches ? [{ file, ...matches }] : []));
    expect(catalogued.length).toBeGreaterThan(20);
    expect(catalogued.filter(({ count, matched }) => matched < leastMatched * count)).toEqual([]);
  });

  test("nothing is left out: every file with reference values, every value with a limit", () => {
    expect(frames.length).toBeGreaterThan(130);
    for (const { file, comparisons } of frames) {
      const sep = comparisons.filter(({ quantity }) => quantity.tool === "SEP");
      expect(
        sep.every(({ holds }) => holds !== null),
        file,
      ).toBe(true);
    }
  });
});

/** A frame of hand-made comparisons. */
function frame(file: string, of: (name: string) => Pick<Comparison, "ours" | "reference" | "deviation">): Frame {
  return {
    file,
    folder: file.split("/")[0] ?? "",
    comparisons: quantities.map((quantity) => ({ quantity, ...of(quantity.name), holds: true })),
    matches: file.endsWith("a") ? { count: 200, matched: 199 } : null,
  };
}

test("tables: median and worst deviation by folder, values by file, what is missing is a dash", () => {
  const near = frame("sky/a", () => ({ ours: 1.01, reference: 1, deviation: 0.01 }));
  const far = frame("sky/b", () => ({ ours: 0.97, reference: 1, deviation: 0.03 }));
  const empty = frame("empty/c", () => ({ ours: null, reference: null, deviation: null }));
  const lines = accuracyTables([near, far, empty], [near]);
  expect(lines).toContain("| against | quantity | limit | sky (2) | empty (1) |");
  expect(lines).toContain("| SEP | background | 0.1 | 2.000 · 3.000 | — |");
  expect(lines).toContain("| SEP | sources above 10 σ found | ≥ 98 | 199 of 200, 99.5 % | — |");
  expect(lines).toContain("| sky/b | 1 / 1 | 0.970 / 1.000 | 0.9700 / 1.0000 |");
  expect(lines).toContain("| empty/c | — / — | — / — | — / — |");
});
