/** Explains a pipeline, one of its tasks, or one field, with the chain of every value. */
import { type ExplainedField, explainTask, type Link } from "#io/pipelines/resolve/explain.ts";
import { suggestion } from "#io/pipelines/resolve/nearest.ts";
import { placeText } from "#io/pipelines/resolve/problem.ts";
import type { RunTimeValue } from "#io/pipelines/resolve/resolve-pipeline.ts";
import { resolveNamed } from "./resolve-named.ts";

export interface ExplainedTask {
  readonly pipeline: string;
  readonly label: string;
  readonly task: string;
  readonly taskVersion: string;
  readonly configHash: string;
  readonly fields: readonly ExplainedField[];
}

/** @returns the parts of `PIPELINE#TASK.FIELD`. */
export function splitTarget(target: string): { pipeline: string; label: string | null; field: string | null } {
  const [pipeline = "", rest = ""] = target.split("#");
  const dot = rest.indexOf(".");
  if (rest === "") return { pipeline, label: null, field: null };
  return dot < 0
    ? { pipeline, label: rest, field: null }
    : { pipeline, label: rest.slice(0, dot), field: rest.slice(dot + 1) };
}

/** @throws Error naming what there is, when the target names something else; PipelineError when it cannot be resolved. */
export async function explainTarget(target: string, runTime: readonly RunTimeValue[] = []): Promise<ExplainedTask[]> {
  const { pipeline, label, field } = splitTarget(target);
  const { tasks } = await resolveNamed(pipeline, runTime);
  const labels = tasks.map((task) => task.label);
  if (label !== null && !labels.includes(label)) {
    throw new Error(`${pipeline} has no task "${label}".${suggestion(label, labels)}`);
  }
  return tasks
    .filter((task) => label === null || task.label === label)
    .map((task) => {
      const { label: name, task: ofClass, taskVersion, configHash } = task;
      const all = explainTask(task);
      const fields = all.filter((each) => field === null || each.field === field || each.field.startsWith(`${field}.`));
      if (field !== null && fields.length === 0) {
        const known = all.map((each) => each.field);
        throw new Error(`Task ${name} has no field "${field}".${suggestion(field, known)}`);
      }
      return { pipeline, label: name, task: ofClass, taskVersion, configHash, fields };
    });
}

/** @returns lines for people: each value, and below it its chain, the winner last. */
export function explainText({ label, task, taskVersion, configHash, fields }: ExplainedTask): string[] {
  const head = `${label}: ${task} ${taskVersion}, configuration ${configHash}`;
  return [
    head,
    ...fields.flatMap(({ field, value, chain }) => [`  ${field} = ${show(value)}`, ...chain.map(linkText)]),
  ];
}

function linkText({ op, operand, place, layer, fragment, parameter, why }: Link): string {
  const where = place === null ? "class" : placeText(place);
  const through = [
    fragment ? `fragment ${fragment.name}, used at ${placeText(fragment.usedAt)}` : "",
    parameter ? `parameter ${parameter.name} of ${placeText(parameter.place)}` : "",
  ].filter((part) => part !== "");
  const by = through.length > 0 ? ` (${through.join("; ")})` : "";
  return `    ${op.padEnd(7)} ${show(operand).padEnd(12)} ${where} [${layer}]${by}: ${why}`;
}

function show(value: unknown): string {
  return JSON.stringify(value);
}
