/** Two runs of one exposure, metric by metric. Pure. */
import type { DetectorRecord } from "#contracts/exposure.ts";
import type { MetricComparison } from "#contracts/run.ts";
import { medianOfSorted } from "#server/gather/aggregate.ts";

type Numbers = Pick<DetectorRecord, "detector" | "metrics">;

/** @returns a comparison for each metric that either run has a value of; differences are `b` − `a`. */
export function compareRuns(a: readonly Numbers[], b: readonly Numbers[]): MetricComparison[] {
  const metricsOfA = new Map(a.map(({ detector, metrics }) => [detector, metrics]));
  const metricsOfB = new Map(b.map(({ detector, metrics }) => [detector, metrics]));
  const detectors = [...new Set([...metricsOfA.keys(), ...metricsOfB.keys()])];
  const hasValue = ([, value]: [string, number | null]) => value !== null;
  const keys = new Set(
    [...a, ...b].flatMap(({ metrics }) =>
      Object.entries(metrics)
        .filter(hasValue)
        .map(([key]) => key),
    ),
  );
  return [...keys].map((metric) => {
    const pairs = detectors.map((detector) => {
      const valueA = metricsOfA.get(detector)?.[metric] ?? null;
      const valueB = metricsOfB.get(detector)?.[metric] ?? null;
      return {
        detector,
        a: valueA,
        b: valueB,
        difference: valueA === null || valueB === null ? null : valueB - valueA,
      };
    });
    const differences = pairs.flatMap(({ difference }) => difference ?? []);
    return {
      metric,
      n: differences.length,
      onlyA: pairs.filter((pair) => pair.a !== null && pair.b === null).length,
      onlyB: pairs.filter((pair) => pair.a === null && pair.b !== null).length,
      medianA: medianOf(pairs.flatMap((pair) => pair.a ?? [])),
      medianB: medianOf(pairs.flatMap((pair) => pair.b ?? [])),
      medianDifference: medianOf(differences),
      maxAbsDifference: differences.length > 0 ? Math.max(...differences.map(Math.abs)) : null,
      detectors: pairs.filter((pair) => pair.a !== null || pair.b !== null),
    };
  });
}

/** @returns whether every detector has the same numbers in both, to the last bit. */
export function isIdentical(comparison: readonly MetricComparison[]): boolean {
  return comparison.every(({ onlyA, onlyB, maxAbsDifference }) => onlyA + onlyB + (maxAbsDifference ?? 0) === 0);
}

function medianOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : medianOfSorted([...values].sort((left, right) => left - right));
}
