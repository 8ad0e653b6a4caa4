/** Compares every two pipelines of a folder: what is typed twice could be inherited. */
import { type ComparedValue, diffPipelines } from "#io/pipelines/resolve/diff-pipelines.ts";
import type { ResolvedPipeline } from "#io/pipelines/resolve/resolve-pipeline.ts";

export interface FamiliesDiff {
  readonly compared: number;
  /** Each place that a value is typed at once with each other one, whatever the pipelines that show it. */
  readonly typedTwice: readonly ComparedValue[];
}

/** @param pipelines by name. */
export function diffFamilies(pipelines: ReadonlyMap<string, ResolvedPipeline>): FamiliesDiff {
  const all = [...pipelines.values()];
  const found = new Map<string, ComparedValue>();
  let compared = 0;
  for (const [index, left] of all.entries()) {
    for (const right of all.slice(index + 1)) {
      compared += 1;
      for (const value of diffPipelines(left, right).typedTwice) {
        const places = [value.left.from, value.right.from].sort().join(" ");
        found.set(`${value.field} ${places}`, value);
      }
    }
  }
  return { compared, typedTwice: [...found.values()] };
}
