/** What a program says of its metrics, held against what its file declares. Pure. */
import type { MetricValues, MissingReasons } from "#contracts/metric.ts";
import type { ProgramDefinition, ProgramResult } from "#contracts/program.ts";

/** A result is kept for ever, so a program may not make it large. */
const maxReasonLetters = 500;
const maxNamed = 10;

/** @returns every declared metric with a value, or null and a reason; what is not declared is left out with a warning. */
export function programMetrics(
  { metrics: given, missing: reasons }: Pick<ProgramResult, "metrics" | "missing">,
  definition: ProgramDefinition,
): { metrics: MetricValues; missing: MissingReasons; warnings: string[] } {
  const metrics: MetricValues = {};
  const missing: MissingReasons = {};
  for (const { key } of definition.metrics) {
    const value = given[key];
    metrics[key] = typeof value === "number" ? value : null;
    if (typeof value !== "number") missing[key] = reasons[key]?.slice(0, maxReasonLetters) ?? reasonOf(value);
  }
  const unknown = Object.keys(given).filter((key) => !Object.hasOwn(metrics, key));
  const warnings =
    unknown.length === 0
      ? []
      : [`Left out, because the file of program ${definition.name} does not declare them: ${shortened(unknown)}.`];
  return { metrics, missing, warnings };
}

function shortened(keys: readonly string[]): string {
  const more = keys.length > maxNamed ? ` and ${keys.length - maxNamed} more` : "";
  return `${keys.slice(0, maxNamed).join(", ")}${more}`.slice(0, maxReasonLetters);
}

function reasonOf(value: string | null | undefined): string {
  if (value === undefined) return "the program gave no value";
  return value === null ? "the program gave no reason" : `the program computed ${value}`;
}
