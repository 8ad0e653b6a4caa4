import fc from "fast-check";
import { expect, test } from "vitest";
import { metrics } from "#contracts/metrics.ts";
import { sampleResult } from "../../fixtures/sample-result.ts";
import { aggregate } from "./aggregate.ts";
import { tasksByDetector } from "./detector-tasks.ts";
import { exposureValues, noValues } from "./exposure-values.ts";

const result = fc
  .record({
    detector: fc.constantFrom("A", "B", "C", "D", "E"),
    task: fc.constantFrom("quick-look", "moments"),
    metrics: fc.dictionary(
      fc.constantFrom("sky_bg", "n_sources_5", "moments_m2"),
      fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true })),
    ),
  })
  .map((changes) => sampleResult(changes));
/** A result that comes, or that of a work that is taken back. */
const step = fc.record({ result, isTakenBack: fc.boolean() });

test("X4: what is added up change by change is what is added up afresh, in whatever order the results came", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const kept = noValues();
      const results = new Map<string, ReturnType<typeof sampleResult>>();
      for (const { result: came, isTakenBack } of steps) {
        const work = `${came.detector} ${came.task}`;
        if (isTakenBack) results.delete(work);
        else results.set(work, came);
        const [inOrder, reversed] = [[...results.values()], [...results.values()].reverse()];
        const amended = exposureValues(tasksByDetector({ images: [], results: inOrder }), metrics, kept);
        expect(amended).toEqual(exposureValues(tasksByDetector({ images: [], results: reversed }), metrics));
      }
    }),
  );
});

test("X4: the spread is that of the definition, 1.4826 × the median distance from the median", () => {
  const medianOf = (values: readonly number[]) => {
    const sorted = [...values].sort((left, right) => left - right);
    const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
    return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
  };
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2 }), (values) => {
      const median = medianOf(values);
      const expected = 1.4826 * medianOf(values.map((value) => Math.abs(value - median)));
      expect(aggregate([...values].sort((left, right) => left - right))).toMatchObject({ median, spread: expected });
    }),
  );
});
