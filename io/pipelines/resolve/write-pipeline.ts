/** Writes a pipeline, imports merged in, as one file that reads back to the same pipeline. */
import { stringify } from "yaml";
import { contractText } from "./contract-expression.ts";
import type { Change, Pipeline } from "./pipeline.ts";
import { type Plain, plainOf } from "./yaml-tree.ts";

/** @returns YAML; fragments are already put in, so none are written. */
export function writePipeline(pipeline: Pipeline): string {
  const { description, instrument, parameters, tasks, subsets, steps, contracts } = pipeline;
  const mapping = <Thing>(things: ReadonlyMap<string, Thing>, write: (thing: Thing) => Plain) =>
    things.size === 0 ? {} : Object.fromEntries([...things].map(([name, thing]) => [name, write(thing)]));
  const file: { [key: string]: Plain } = {
    description,
    instrument: instrument?.name ?? null,
    parameters: mapping(parameters, ({ value }) => plainOf(value)),
    tasks: mapping(tasks, (task) => ({ class: task.class, config: blocksOf(task.changes) })),
    subsets: mapping(subsets, (subset) => {
      const members = subset.members.map(({ text }) => text);
      return subset.description === null ? members : { subset: members, description: subset.description };
    }),
    steps: [...steps.values()].map(({ label, dimensions }) => ({ label, dimensions: [...dimensions] })),
    contracts: contracts.map(({ expression, message }): Plain => {
      const contract = contractText(expression);
      return message === null ? contract : { contract, msg: message };
    }),
  };
  const isEmpty = (value: Plain) => value === null || (typeof value === "object" && Object.keys(value).length === 0);
  return stringify(Object.fromEntries(Object.entries(file).filter(([, value]) => !isEmpty(value))));
}

const signs = { set: "", add: "+", remove: "-", "remove-any": "-?", reset: "" } as const;

/** What stands before a reset is gone; a field that changes twice starts a new block. */
function blocksOf(changes: readonly Change[]): Plain {
  const start = changes.findLastIndex(({ op }) => op === "reset") + 1;
  const blocks: { [key: string]: Plain }[] = [];
  let taken = new Set<string>();
  for (const { op, field, value } of changes.slice(start)) {
    if (blocks.length === 0 || taken.has(field)) {
      blocks.push({});
      taken = new Set();
    }
    taken.add(field);
    const block = blocks.at(-1);
    if (block && value) block[field + signs[op]] = plainOf(value);
  }
  return blocks.length === 1 && blocks[0] ? blocks[0] : blocks;
}
