/** Holds the contracts of a pipeline against the configurations of its tasks. */
import { at } from "./config-schema.ts";
import { ContractError, contractText, holds } from "./contract-expression.ts";
import { suggestion } from "./nearest.ts";
import type { Pipeline } from "./pipeline.ts";
import { type Problem, problemAt } from "./problem.ts";
import type { ResolvedPipelineTask } from "./resolve-pipeline.ts";
import type { Plain } from "./yaml-tree.ts";

/** Adds a problem for each contract that is broken or cannot be computed. */
export function checkContracts(pipeline: Pipeline, tasks: readonly ResolvedPipelineTask[], problems: Problem[]): void {
  if (pipeline.contracts.length === 0) return;
  const byLabel = new Map(tasks.map((task) => [task.label, task]));
  for (const { expression, message, place } of pipeline.contracts) {
    const seen = new Set<string>();
    const read = (label: string, path: readonly string[]): Plain => {
      const task = byLabel.get(label);
      const value = at(task?.config as { [key: string]: Plain } | undefined, path);
      const field = path.join(".");
      if (value === undefined)
        throw new ContractError(`${label} has no field "${field}".${suggestion(field, task?.schema.fields ?? [])}`);
      seen.add(`${label}.${field} is ${JSON.stringify(value)}`);
      return value;
    };
    try {
      if (holds(expression, read)) continue;
      const reason = message === null ? "" : ` (${message})`;
      problems.push(problemAt(place, `broken contract${reason}: ${contractText(expression)}; ${[...seen].join(", ")}`));
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      problems.push(problemAt(place, `contract ${contractText(expression)}: ${error.message}`));
    }
  }
}
