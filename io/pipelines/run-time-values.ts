/** Reads values that are given for one run, `task.field=value`, over all that files say. */
import { PipelineError, type Problem, problemAt } from "./resolve/problem.ts";
import type { RunTimeValue } from "./resolve/resolve-pipeline.ts";
import type { Plain } from "./resolve/yaml-tree.ts";

const shape = /^(?<label>[A-Za-z_][\w-]*)\.(?<field>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)=(?<value>.*)$/s;

/**
 * @param given each like `quickLook.detectionSigmas=4`; what is JSON is taken as JSON, all else as a text.
 * @param source names who gives them, for the provenance.
 * @throws PipelineError naming each that has another form; values are checked when the pipeline is resolved.
 */
export function runTimeValues(given: readonly string[], source = "--set"): RunTimeValue[] {
  const problems: Problem[] = [];
  const values = given.flatMap((text): RunTimeValue[] => {
    const parts = shape.exec(text)?.groups;
    if (parts)
      return [{ label: parts["label"] ?? "", field: parts["field"] ?? "", value: plain(parts["value"] ?? ""), source }];
    problems.push(problemAt({ file: source, line: 0, column: 0 }, `"${text}" is not like task.field=value`));
    return [];
  });
  if (problems.length > 0) throw new PipelineError(problems);
  return values;
}

function plain(text: string): Plain {
  try {
    return JSON.parse(text) as Plain;
  } catch {
    return text;
  }
}
