/** N2: every declared metric has a value or a reason, whatever a program says. */
import { expect, test } from "vitest";
import { parseProgram } from "#io/programs/load-programs.ts";
import { programMetrics } from "./program-metrics.ts";

const metric = "label: Sky, unit: count, digits: 1, aggregation: median, definition: Sky.";
const definition = parseProgram(
  `{ name: moments, version: "1", title: Moments, command: [x], metrics: [{ key: sky, ${metric} }, { key: width, ${metric} }] }`,
  "/moments.yaml",
);

test.each([
  [{ sky: 0, width: -1.5 }, {}, { sky: 0, width: -1.5 }, {}],
  [{ sky: 1, width: null }, { width: "no stars" }, { sky: 1, width: null }, { width: "no stars" }],
  [
    { sky: null },
    {},
    { sky: null, width: null },
    { sky: "the program gave no reason", width: "the program gave no value" },
  ],
  [{ sky: "NaN" as const, width: 2 }, {}, { sky: null, width: 2 }, { sky: "the program computed NaN" }],
  [{ sky: 1, width: 2 }, { sky: "a reason for a number" }, { sky: 1, width: 2 }, {}],
])("%j with the reasons %j", (given, reasons, metrics, missing) => {
  expect(programMetrics({ metrics: given, missing: reasons as Record<string, string> }, definition)).toEqual({
    metrics,
    missing,
    warnings: [],
  });
});

test("what is not declared is named, the first of it", () => {
  const given = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`odd_${at}`, at]));
  const { metrics, missing, warnings } = programMetrics(
    { metrics: given, missing: { sky: "x".repeat(9000) } },
    definition,
  );
  expect(metrics).toEqual({ sky: null, width: null });
  expect(missing["sky"]).toHaveLength(500);
  expect(warnings).toEqual([expect.stringMatching(/declare them: odd_0, odd_1, .* odd_9 and 4990 more\.$/)]);
});
