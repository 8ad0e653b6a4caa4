/** Reads the `pools` of `pipelines/selection.yaml`: which pool of workers does an image's jobs; the first rule wins. */
import { defaultPool, poolName } from "#contracts/control.ts";
import { type FactName, factNames, type Pattern } from "#contracts/selection.ts";
import { patternsOf } from "./parse-selection.ts";
import { PipelineError, type Problem, problemAt } from "./problem.ts";
import { type TreeReader, treeReader } from "./tree-reader.ts";
import { parseTree, type Tree } from "./yaml-tree.ts";

/** What selects pipelines, as far as the event tells it, and whether the exposure is `live`, or `behind` others that were there long before it. */
export type PoolFact = FactName | "arrival";

export interface PoolRule {
  /** All of them; none is a rule that matches everything. */
  readonly when: readonly { readonly fact: PoolFact; readonly patterns: readonly Pattern[] }[];
  readonly pool: string;
}

const facts: readonly PoolFact[] = [...factNames, "arrival"];

/** @returns the rules; without `pools` everything goes to the default pool. @throws PipelineError with every problem. */
export function parsePools(file: string, text: string): PoolRule[] {
  const problems: Problem[] = [];
  const tree = parseTree(file, text, problems);
  if (!tree) throw new PipelineError(problems);
  const read = treeReader(problems);
  const list = read.keyed(tree, ["description", "pools", "select"], "a selection").get("pools")?.value;
  if (list === undefined) return [{ when: [], pool: defaultPool }];
  if (list.kind !== "list") read.refuse(list.place, "pools is a list of rules");
  const rules = (list.kind === "list" ? list.items : []).map((each) => parseRule(each, read));
  if (rules.at(-1)?.when.length !== 0) {
    problems.push(problemAt(list.place, "the last rule of pools must match everything (when: {})"));
  }
  if (problems.length > 0) throw new PipelineError(problems);
  return rules;
}

function parseRule(tree: Tree, read: TreeReader): PoolRule {
  const parts = read.keyed(tree, ["when", "pool"], "a rule of pools");
  const when = parts.get("when");
  const pool = read.word(parts.get("pool")?.value, "pool");
  if (!when || !pool) read.refuse(tree.place, "a rule of pools needs when and pool");
  if (pool && !poolName.safeParse(pool.text).success) {
    read.refuse(pool.place, `"${pool.text}" is no name of a pool: lower-case letters, digits and dashes`);
  }
  const conditions = when ? [...read.keyed(when.value, facts, "when")] : [];
  return {
    when: conditions.map(([name, { value }]) => ({ fact: name as PoolFact, patterns: patternsOf(value, read) })),
    pool: pool?.text ?? defaultPool,
  };
}
