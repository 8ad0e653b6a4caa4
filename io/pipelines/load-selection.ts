/** Loads the selection with every pipeline that it may choose, resolved once. */
import { jobTasksOf, type ResolvedTask } from "./load-pipeline.ts";
import { readPipelineFolder } from "./pipeline-files.ts";
import { parseSelection, type SelectionRule } from "./resolve/parse-selection.ts";
import { PipelineError, type Problem, problemAt } from "./resolve/problem.ts";
import type { PipelineFiles } from "./resolve/read-pipeline.ts";
import { type ResolvedPipeline, resolvePipeline, type TaskDefinitions } from "./resolve/resolve-pipeline.ts";

/** A rule with what it runs. */
export interface LoadedRule extends SelectionRule {
  /** Name of the pipeline that is run; null runs nothing. */
  readonly pipeline: string | null;
  readonly tasks: readonly ResolvedTask[];
}

/** @throws PipelineError when the selection is wrong, or a rule names no pipeline that can be resolved. */
export async function loadSelection(catalog: TaskDefinitions, dir?: string): Promise<LoadedRule[]> {
  return resolveSelection(await readPipelineFolder(dir), catalog);
}

/** As `loadSelection`, of texts. Pure. */
export function resolveSelection(files: PipelineFiles, catalog: TaskDefinitions): LoadedRule[] {
  const file = `${files.root}/selection.yaml`;
  const text = files.texts.get(file);
  if (text === undefined) {
    throw new PipelineError([problemAt({ file, line: 1, column: 1 }, "there is no selection of pipelines")]);
  }
  const problems: Problem[] = [];
  const rules = parseSelection(file, text).map((rule): LoadedRule => {
    const found: Problem[] = [];
    for (const { text: name, place } of rule.run) {
      try {
        const resolved = resolvePipeline(files, `${files.root}/${name}.yaml`, catalog);
        const repeated = repeatedClasses(resolved, name, place);
        found.push(...repeated);
        if (repeated.length === 0) return { ...rule, pipeline: name, tasks: jobTasksOf(resolved) };
      } catch (error) {
        if (!(error instanceof PipelineError)) throw error;
        found.push(problemAt(place, `${name} cannot be run`), ...error.problems);
      }
    }
    problems.push(...found);
    return { ...rule, pipeline: null, tasks: [] };
  });
  if (problems.length > 0) throw new PipelineError(problems);
  return rules;
}

/** Jobs and results are named by image and class, so that two tasks of one class would take each other's place. */
function repeatedClasses({ tasks }: ResolvedPipeline, name: string, place: SelectionRule["place"]): Problem[] {
  const repeated = tasks.find(({ task }, index) => tasks.findIndex((each) => each.task === task) < index);
  if (!repeated) return [];
  const message = `${name} cannot be selected: two of its tasks have the class ${repeated.task}, and results are kept by class`;
  return [problemAt(place, message)];
}
