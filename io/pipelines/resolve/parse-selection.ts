/** Reads `pipelines/selection.yaml`: rules that say which pipeline an image gets; the first that matches wins. */
import { type Condition, factName, factNames, fits, type Pattern } from "#contracts/selection.ts";
import { PipelineError, type Place, type Problem, problemAt } from "./problem.ts";
import { type TreeReader, treeReader, type Word } from "./tree-reader.ts";
import { parseTree, plainOf, type Tree } from "./yaml-tree.ts";

export interface SelectionRule {
  /** All of them; none is a rule that matches everything. */
  readonly when: readonly Condition[];
  /** Names of pipelines, the first that can be resolved is run; none means that nothing is run. */
  readonly run: readonly Word[];
  /** For the outcome of images that nothing is run for. */
  readonly reason: string | null;
  readonly place: Place;
}

/** @throws PipelineError with every problem found. */
export function parseSelection(file: string, text: string): SelectionRule[] {
  const problems: Problem[] = [];
  const tree = parseTree(file, text, problems);
  if (!tree) throw new PipelineError(problems);
  const read = treeReader(problems);
  const top = read.keyed(tree, ["description", "select", "pools"], "a selection");
  const list = top.get("select")?.value;
  if (list?.kind !== "list") problems.push(problemAt(list?.place ?? tree.place, 'a selection needs a list "select"'));
  const rules = (list?.kind === "list" ? list.items : []).map((each) => parseRule(each, read));
  for (const [index, rule] of rules.entries()) {
    const cover = rules.slice(0, index).find((earlier) => covers(earlier, rule));
    if (cover)
      read.refuse(rule.place, `this rule is never reached: the one in line ${cover.place.line} matches before it`);
  }
  const last = rules.at(-1);
  if (last && last.when.length > 0) {
    read.refuse(
      last.place,
      "the last rule must match everything (when: {}), so that no image is left without an answer",
    );
  }
  if (problems.length > 0) throw new PipelineError(problems);
  return rules;
}

function parseRule(tree: Tree, read: TreeReader): SelectionRule {
  const parts = read.keyed(tree, ["when", "run", "reason"], "a rule");
  const when = parts.get("when");
  const run = parts.get("run");
  if (!when || !run) read.refuse(tree.place, "a rule needs when and run");
  const facts = when ? read.keyed(when.value, factNames, "when") : new Map<never, never>();
  const conditions: Condition[] = [];
  for (const [name, { value }] of facts as ReadonlyMap<string, { value: Tree }>) {
    conditions.push({ fact: factName.parse(name), patterns: patternsOf(value, read) });
  }
  const names = run ? read.wordList(run.value, "run") : [];
  const reason = read.word(parts.get("reason")?.value, "reason")?.text ?? null;
  if (run && names.length === 0 && reason === null) read.refuse(run.place, "a rule that runs nothing needs a reason");
  for (const [index, { text, place }] of names.entries()) {
    if (names.findIndex((each) => each.text === text) < index) read.refuse(place, `${text} stands here twice`);
  }
  return { when: conditions, run: names, reason, place: tree.place };
}

/** @returns the patterns of one condition. */
export function patternsOf(tree: Tree, read: TreeReader): Pattern[] {
  const items = tree.kind === "list" ? tree.items : [tree];
  if (items.length === 0) read.refuse(tree.place, "an empty list matches nothing");
  return items.flatMap((item): Pattern[] => {
    if (item.kind === "scalar" && typeof item.value !== "boolean") return [item.value];
    if (item.kind === "map") {
      const { from, to } = plainOf(item) as { from?: unknown; to?: unknown };
      if (typeof from === "number" && typeof to === "number" && item.entries.length === 2) return [{ from, to }];
    }
    read.refuse(item.place, "a pattern is a text (with * for anything), a number, null, or a range { from, to }");
    return [];
  });
}

/** Whether every image that the later rule matches is matched by the earlier one; said only when it is certain. */
function covers(earlier: SelectionRule, later: SelectionRule): boolean {
  return earlier.when.every(({ fact, patterns }) => {
    const other = later.when.find((condition) => condition.fact === fact);
    return other?.patterns.every((pattern) =>
      patterns.some((each) => {
        if (typeof pattern === "object" && pattern !== null) return JSON.stringify(each) === JSON.stringify(pattern);
        return fits(each, pattern);
      }),
    );
  });
}
