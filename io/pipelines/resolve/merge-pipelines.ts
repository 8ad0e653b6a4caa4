/** Merges what a file imports with what it says itself; what differs between imports is an error that shows both. */
import { contractText, fieldsIn } from "./contract-expression.ts";
import type { Contract, Parameter, PipelineDocument, Subset } from "./document.ts";
import { expandBlock, expandFragments } from "./expand-fragments.ts";
import { suggestion } from "./nearest.ts";
import type { Change, Fragment, Pipeline, PipelineTask } from "./pipeline.ts";
import { type Place, type Problem, placeText, problemAt } from "./problem.ts";
import { plainOf } from "./yaml-tree.ts";

/** @returns the pipeline of a file, with everything that is wrong between its parts added to the problems. */
export function mergePipelines(
  document: PipelineDocument,
  imports: readonly { pipeline: Pipeline; place: Place }[],
  problems: Problem[],
): Pipeline {
  const refuse = (place: Place, message: string) => void problems.push(problemAt(place, message));
  /** Takes one thing of each name from the imports; a second one must be the same. */
  const collect = <Thing extends { place: Place }>(
    of: (pipeline: Pipeline) => ReadonlyMap<string, Thing>,
    what: string,
    difference: (one: Thing, other: Thing) => string | null,
    isSettled: (name: string) => boolean = () => false,
  ): Map<string, Thing> => {
    const found = new Map<string, Thing>();
    for (const { pipeline, place } of imports) {
      for (const [name, thing] of of(pipeline)) {
        const earlier = found.get(name);
        const differs = earlier && !isSettled(name) ? difference(earlier, thing) : null;
        if (earlier && differs !== null) {
          const both = `${placeText(earlier.place)} and ${placeText(thing.place)}`;
          refuse(place, `${what} ${name} comes from two imports that differ (${both}): ${differs}`);
        } else found.set(name, thing);
      }
    }
    return found;
  };

  const importedFragments = collect<Fragment>((each) => each.fragments, "fragment", differentChanges);
  const fragments = expandFragments(document.fragments, importedFragments, problems);
  const tasks = collect<PipelineTask>((each) => each.tasks, "task", differentTasks);
  for (const entry of document.tasks) {
    const task = mergeTask(entry, tasks.get(entry.label), fragments, problems);
    if (task) tasks.set(entry.label, task);
  }
  const parameters = new Map<string, Parameter>([
    ...collect(
      (each) => each.parameters,
      "parameter",
      (one, other) => {
        const [left, right] = [JSON.stringify(plainOf(one.value)), JSON.stringify(plainOf(other.value))];
        return left === right ? null : `${left} and ${right}; say which in the parameters of ${document.file}`;
      },
      (name) => document.parameters.has(name),
    ),
    ...document.parameters,
  ]);
  const subsets = collect(
    (each) => each.subsets,
    "subset",
    (one, other) => differentWords(membersOf(one), membersOf(other)),
    (name) => document.subsets.some((own) => own.name === name),
  );
  for (const subset of document.subsets) subsets.set(subset.name, subset);
  const steps = collect(
    (each) => each.steps,
    "step",
    (one, other) => differentWords(one.dimensions, other.dimensions),
  );
  for (const step of document.steps) {
    const inherited = steps.get(step.label);
    const differs = inherited ? differentWords(inherited.dimensions, step.dimensions) : null;
    if (inherited && differs)
      refuse(step.place, `step ${step.label} differs from ${placeText(inherited.place)}: ${differs}`);
    steps.set(step.label, step);
  }
  const pipeline: Pipeline = {
    file: document.file,
    description: document.description,
    instrument: instrumentOf(document, imports, problems),
    fragments,
    parameters,
    tasks,
    subsets,
    steps,
    contracts: contractsOf(document, imports),
  };
  checkNames(pipeline, problems);
  return pipeline;
}

function mergeTask(
  entry: PipelineDocument["tasks"][number],
  inherited: PipelineTask | undefined,
  fragments: ReadonlyMap<string, Fragment>,
  problems: Problem[],
): PipelineTask | null {
  const { label, place, reset } = entry;
  const known = entry.class ?? (inherited && { text: inherited.class, place: inherited.classPlace });
  if (!known) {
    problems.push(
      problemAt(place, `task ${label} needs a class: no import has a task of this label to inherit it from`),
    );
    return null;
  }
  const isOther = inherited !== undefined && inherited.class !== known.text;
  if (isOther && !reset) {
    const was = `${inherited.class} (${placeText(inherited.classPlace)})`;
    const message = `task ${label} changes its class from ${was} to ${known.text}; add "$reset: true" to drop its configuration`;
    problems.push(problemAt(known.place, message));
    return null;
  }
  const resets: Change[] = reset ? [{ op: "reset", field: "", value: null, place: reset, fragment: null }] : [];
  const own = entry.blocks.flatMap((block) => expandBlock(block, fragments, problems));
  const before = isOther ? [] : (inherited?.changes ?? []);
  return { label, class: known.text, classPlace: known.place, changes: [...before, ...resets, ...own], place };
}

function instrumentOf(
  document: PipelineDocument,
  imports: readonly { pipeline: Pipeline; place: Place }[],
  problems: Problem[],
): Pipeline["instrument"] {
  let found = document.instrument && { name: document.instrument.text, place: document.instrument.place };
  for (const { pipeline, place } of imports) {
    const { instrument } = pipeline;
    if (!instrument) continue;
    if (found && found.name !== instrument.name) {
      const both = `${found.name} (${placeText(found.place)}) and ${instrument.name} (${placeText(instrument.place)})`;
      problems.push(problemAt(place, `two instruments in one pipeline: ${both}; set "instrument" on the import`));
    }
    found ??= instrument;
  }
  return found;
}

/** Contracts add up; one that comes by two ways counts once. */
function contractsOf(document: PipelineDocument, imports: readonly { pipeline: Pipeline }[]): Contract[] {
  const all = [...imports.flatMap(({ pipeline }) => pipeline.contracts), ...document.contracts];
  const byText = new Map<string, Contract>();
  for (const contract of all) {
    const text = JSON.stringify([contractText(contract.expression), contract.message]);
    if (!byText.has(text)) byText.set(text, contract);
  }
  return [...byText.values()];
}

function checkNames({ tasks, subsets, steps, contracts }: Pipeline, problems: Problem[]): void {
  for (const { name, members, place } of subsets.values()) {
    if (tasks.has(name)) problems.push(problemAt(place, `${name} is the name of a subset and of a task; rename one`));
    for (const member of members) {
      if (tasks.has(member.text)) continue;
      const known = suggestion(member.text, tasks.keys());
      problems.push(problemAt(member.place, `subset ${name}: there is no task "${member.text}".${known}`));
    }
  }
  for (const { label, place } of steps.values()) {
    if (subsets.has(label)) continue;
    problems.push(
      problemAt(place, `step ${label}: there is no subset of this name.${suggestion(label, subsets.keys())}`),
    );
  }
  for (const { expression, place } of contracts) {
    for (const { label } of fieldsIn(expression)) {
      if (tasks.has(label)) continue;
      problems.push(problemAt(place, `contract: there is no task "${label}".${suggestion(label, tasks.keys())}`));
    }
  }
}

const membersOf = ({ members }: Subset) => members.map(({ text }) => text);

function differentWords(left: readonly string[], right: readonly string[]): string | null {
  const [one, other] = [left.toSorted().join(", "), right.toSorted().join(", ")];
  return one === other ? null : `[${one}] and [${other}]`;
}

function differentTasks(left: PipelineTask, right: PipelineTask): string | null {
  if (left.class !== right.class) return `class ${left.class} and class ${right.class}`;
  return differentChanges(left, right);
}

/** What a reset drops does not count, and nothing that a later set replaces. */
function differentChanges(left: { changes: readonly Change[] }, right: { changes: readonly Change[] }): string | null {
  const [one, other] = [effective(left.changes), effective(right.changes)];
  const differing = [...new Set([...one.keys(), ...other.keys()])].filter(
    (field) => one.get(field) !== other.get(field),
  );
  if (differing.length === 0) return null;
  return differing
    .map((field) => `${field}: ${one.get(field) ?? "default"} and ${other.get(field) ?? "default"}`)
    .join("; ");
}

function effective(changes: readonly Change[]): Map<string, string> {
  const fields = new Map<string, string>();
  const signs = { set: "", add: "+", remove: "-", "remove-any": "-?", reset: "" } as const;
  for (const { op, field, value } of changes) {
    if (op === "reset") fields.clear();
    else {
      const text = `${signs[op]}${JSON.stringify(value && plainOf(value))}`;
      const before = op === "set" ? undefined : fields.get(field);
      fields.set(field, before === undefined || before.endsWith(text) ? (before ?? text) : `${before} ${text}`);
    }
  }
  return fields;
}
