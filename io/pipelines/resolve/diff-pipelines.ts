/** Compares two resolved pipelines value by value: what they share, what one overrides, what only one has. */
import { type ExplainedField, explainTask, type Link } from "./explain.ts";
import { type Place, placeText } from "./problem.ts";
import type { ResolvedPipeline } from "./resolve-pipeline.ts";
import type { Plain } from "./yaml-tree.ts";

/** A value of both pipelines; `from` tells where it was set, null is the default of the class. */
export interface ComparedValue {
  readonly label: string;
  readonly field: string;
  readonly left: { readonly value: Plain; readonly from: string | null };
  readonly right: { readonly value: Plain; readonly from: string | null };
}

export interface PipelineDiff {
  /** Set in one place for both. */
  readonly shared: readonly ComparedValue[];
  /** Neither sets them. */
  readonly defaults: number;
  /** Values that differ. */
  readonly overridden: readonly ComparedValue[];
  /** The same value, set in two places: it could be inherited. */
  readonly typedTwice: readonly ComparedValue[];
  readonly onlyLeft: readonly string[];
  readonly onlyRight: readonly string[];
  /** Labels with another class, version, contract or subset, in words. */
  readonly other: readonly string[];
}

export function diffPipelines(left: ResolvedPipeline, right: ResolvedPipeline): PipelineDiff {
  const rightTasks = new Map(right.tasks.map((task) => [task.label, task]));
  const leftLabels = new Set(left.tasks.map(({ label }) => label));
  const values: ComparedValue[] = [];
  const other: string[] = [];
  for (const task of left.tasks) {
    const match = rightTasks.get(task.label);
    if (!match) continue;
    if (task.task !== match.task) {
      other.push(`task ${task.label}: class ${task.task} and class ${match.task}`);
      continue;
    }
    const fields = new Map(explainTask(match).map((each) => [each.field, each]));
    for (const one of explainTask(task)) {
      const two = fields.get(one.field);
      if (two) values.push({ label: task.label, field: one.field, left: sideOf(one), right: sideOf(two) });
      else other.push(`task ${task.label}: ${one.field} is set in ${left.pipeline.file} only`);
    }
  }
  const same = values.filter((each) => JSON.stringify(each.left.value) === JSON.stringify(each.right.value));
  return {
    shared: same.filter((each) => each.left.from !== null && each.left.from === each.right.from),
    defaults: same.filter((each) => each.left.from === null && each.right.from === null).length,
    overridden: values.filter((each) => !same.includes(each)),
    typedTwice: same.filter(
      (each) => each.left.from !== null && each.right.from !== null && each.left.from !== each.right.from,
    ),
    onlyLeft: [...leftLabels].filter((label) => !rightTasks.has(label)),
    onlyRight: [...rightTasks.keys()].filter((label) => !leftLabels.has(label)),
    other,
  };
}

function sideOf({ value, chain }: ExplainedField): { value: Plain; from: string | null } {
  const last = winning(chain);
  const place: Place | null = last?.parameter?.place ?? last?.place ?? null;
  return { value, from: place && placeText(place) };
}

/** A reset leaves the value of the class or of the camera, which set it. */
function winning(chain: readonly Link[]): Link | undefined {
  const last = chain.at(-1);
  return last?.op === "reset" ? chain.findLast(({ layer }) => layer === "camera" || layer === "class") : last;
}
