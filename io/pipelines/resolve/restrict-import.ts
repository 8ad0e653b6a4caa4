/** What of an imported pipeline an import takes: filtered by old names first, renamed afterwards. */
import { fieldsIn, renameLabels } from "./contract-expression.ts";
import type { Contract, ImportEntry, Step, Subset } from "./document.ts";
import { suggestion } from "./nearest.ts";
import type { Pipeline, PipelineTask } from "./pipeline.ts";
import { type Problem, placeText, problemAt } from "./problem.ts";
import type { Word } from "./tree-reader.ts";

/** @returns the part of the pipeline that the import asks for, under the names that it gives. */
export function restrictImport(imported: Pipeline, entry: ImportEntry, problems: Problem[]): Pipeline {
  const kept = keptLabels(imported, entry, problems);
  const names = namesAfter(imported, entry, kept, problems);
  const named = (label: string) => names.get(label) ?? label;
  const tasks = new Map<string, PipelineTask>();
  for (const task of imported.tasks.values()) {
    if (kept.has(task.label)) tasks.set(named(task.label), { ...task, label: named(task.label) });
  }
  const subsets = new Map<string, Subset>();
  for (const subset of imported.subsets.values()) {
    const members = subset.members.filter(({ text }) => kept.has(text));
    const whole = members.length === subset.members.length;
    if (members.length === 0 || (!whole && entry.subsetMode === "DROP")) continue;
    const name = named(subset.name);
    subsets.set(name, { ...subset, name, members: members.map(({ text, place }) => ({ text: named(text), place })) });
  }
  const steps = new Map<string, Step>();
  for (const step of entry.importSteps ? imported.steps.values() : []) {
    const label = named(step.label);
    if (subsets.has(label)) steps.set(label, { ...step, label });
  }
  const contracts: Contract[] = [];
  for (const contract of entry.importContracts ? imported.contracts : []) {
    if (!fieldsIn(contract.expression).every(({ label }) => kept.has(label))) continue;
    contracts.push({ ...contract, expression: renameLabels(contract.expression, names) });
  }
  const { instrument } = entry;
  if (instrument === undefined) return { ...imported, tasks, subsets, steps, contracts };
  const own = instrument && { name: instrument.text, place: instrument.place };
  return { ...imported, instrument: own, tasks, subsets, steps, contracts };
}

function keptLabels(imported: Pipeline, entry: ImportEntry, problems: Problem[]): ReadonlySet<string> {
  const all = [...imported.tasks.keys()];
  if (entry.include) return new Set(labelsOf(entry.include, "include", imported, entry, problems));
  const dropped = new Set(labelsOf(entry.exclude ?? [], "exclude", imported, entry, problems));
  return new Set(all.filter((label) => !dropped.has(label)));
}

/** A name of a subset stands for its members. */
function labelsOf(
  words: readonly Word[],
  key: string,
  imported: Pipeline,
  entry: ImportEntry,
  problems: Problem[],
): string[] {
  return words.flatMap(({ text, place }) => {
    if (imported.tasks.has(text)) return [text];
    const subset = imported.subsets.get(text);
    if (subset) return subset.members.map((member) => member.text);
    const known = suggestion(text, [...imported.tasks.keys(), ...imported.subsets.keys()]);
    problems.push(problemAt(place, `${key}: ${entry.location.text} has no task or subset "${text}".${known}`));
    return [];
  });
}

function namesAfter(
  imported: Pipeline,
  { rename, location }: ImportEntry,
  kept: ReadonlySet<string>,
  problems: Problem[],
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { from, to } of rename) {
    const isSubset = imported.subsets.has(from.text);
    if (!kept.has(from.text) && !isSubset) {
      const known = suggestion(from.text, [...kept, ...imported.subsets.keys()]);
      problems.push(
        problemAt(from.place, `rename: nothing imported of ${location.text} is called "${from.text}".${known}`),
      );
      continue;
    }
    const taken = imported.subsets.get(to.text) ?? (kept.has(to.text) ? imported.tasks.get(to.text) : undefined);
    if (taken) {
      problems.push(problemAt(to.place, `rename: "${to.text}" is taken, by ${placeText(taken.place)}`));
      continue;
    }
    names.set(from.text, to.text);
  }
  return names;
}
