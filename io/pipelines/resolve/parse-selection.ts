/** Reads `pipelines/selection.yaml`: rules that say which pipeline an image gets; the first that matches wins. */
import { PipelineError, type Place, type Problem, problemAt } from "./problem.ts";
import { type TreeReader, treeReader, type Word } from "./tree-reader.ts";
import { parseTree, plainOf, type Tree } from "./yaml-tree.ts";

/** What an event and the camera's data tell before a pixel is read. */
export const knownFacts = ["camera", "detector", "kind", "purpose", "controller", "dayObs"] as const;
export type FactName = (typeof knownFacts)[number];
/** What only a header tells; rules by these wait until facts of headers come before the jobs. */
const laterFacts = ["imageType", "reason", "program", "band"] as const;

/** A text, where `*` stands for anything; a number; or a range of numbers, both ends included. */
export type Pattern = string | number | null | { readonly from: number; readonly to: number };

export interface Condition {
  readonly fact: FactName;
  /** Any of them. */
  readonly patterns: readonly Pattern[];
}

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
  const facts = when ? read.keyed(when.value, [...knownFacts, ...laterFacts], "when") : new Map<never, never>();
  const conditions: Condition[] = [];
  for (const [name, { value, place }] of facts as ReadonlyMap<string, { value: Tree; place: Place }>) {
    const fact = knownFacts.find((known) => known === name);
    if (fact) conditions.push({ fact, patterns: patternsOf(value, read) });
    else read.refuse(place, `${name} is not known before the header is read, so no rule can ask for it yet`);
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

/** @returns whether a fact, null where it is missing, fits the pattern. Texts are compared without regard to case. */
export function fits(pattern: Pattern, fact: string | number | null): boolean {
  if (pattern === null || fact === null) return pattern === fact;
  if (typeof pattern === "object") return typeof fact === "number" && fact >= pattern.from && fact <= pattern.to;
  if (typeof pattern === "number") return pattern === fact;
  const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "i").test(String(fact));
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
