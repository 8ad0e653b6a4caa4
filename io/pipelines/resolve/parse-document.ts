/** From the text of one pipeline file to its document; every unknown key is refused with the nearest known one. */
import { ContractError, type Expression, parseContract } from "./contract-expression.ts";
import type { Contract, PipelineDocument, Step, Subset, TaskEntry } from "./document.ts";
import { parseBlock, parseImport } from "./parse-parts.ts";
import type { Place, Problem } from "./problem.ts";
import { type TreeReader, treeReader } from "./tree-reader.ts";
import { parseTree, type Tree } from "./yaml-tree.ts";

const topKeys = [
  "description",
  "instrument",
  "imports",
  "fragments",
  "parameters",
  "tasks",
  "subsets",
  "steps",
  "contracts",
] as const;
const labelShape = /^[A-Za-z_][\w-]*$/;

/** @returns the document, or null with problems when the text is no pipeline at all. */
export function parseDocument(file: string, text: string, problems: Problem[]): PipelineDocument | null {
  const tree = parseTree(file, text, problems);
  if (!tree) return null;
  const read = treeReader(problems);
  if (tree.kind !== "map") {
    read.refuse(tree.place, "a pipeline file is a mapping with a description and tasks, imports or fragments");
    return null;
  }
  const top = read.keyed(tree, topKeys, "a pipeline");
  const description = read.word(top.get("description")?.value, "description");
  if (!top.has("description")) read.refuse(tree.place, "a pipeline needs a description");
  if (!top.has("tasks") && !top.has("imports") && !top.has("fragments")) {
    read.refuse(tree.place, "a pipeline needs tasks, imports or fragments");
  }
  const fragments = entriesOf(top.get("fragments")?.value, read, "fragments").map(
    ({ key, place, value }) => [key, { block: parseBlock(value, read), place }] as const,
  );
  const parameters = entriesOf(top.get("parameters")?.value, read, "parameters").map(
    ({ key, place, value }) => [key, { value, place }] as const,
  );
  return {
    file,
    description: description?.text ?? "",
    instrument: read.word(top.get("instrument")?.value, "instrument"),
    imports: listed(top.get("imports")?.value).flatMap((each) => parseImport(each, read) ?? []),
    fragments: new Map(fragments),
    parameters: new Map(parameters),
    tasks: entriesOf(top.get("tasks")?.value, read, "tasks").flatMap(({ key, place, value }) =>
      isLabel(key, place, read) ? [parseTask(key, place, value, read)] : [],
    ),
    subsets: entriesOf(top.get("subsets")?.value, read, "subsets").flatMap(({ key, place, value }) =>
      isLabel(key, place, read) ? (parseSubset(key, place, value, read) ?? []) : [],
    ),
    steps: parseSteps(top.get("steps")?.value, read),
    contracts: listed(top.get("contracts")?.value).flatMap((each) => parseContractEntry(each, read) ?? []),
  };
}

function listed(tree: Tree | undefined): readonly Tree[] {
  if (!tree) return [];
  return tree.kind === "list" ? tree.items : [tree];
}

function entriesOf(tree: Tree | undefined, read: TreeReader, what: string) {
  return tree ? read.entries(tree, what) : [];
}

function isLabel(key: string, place: Place, read: TreeReader): boolean {
  if (key === "parameters") {
    read.refuse(place, '"parameters" cannot be a label: it is the name of the shared values');
    return false;
  }
  if (labelShape.test(key)) return true;
  read.refuse(place, `"${key}" cannot be a label: labels are letters, digits, _ and -, and start with a letter`);
  return false;
}

function parseTask(label: string, place: Place, tree: Tree, read: TreeReader): TaskEntry {
  if (tree.kind === "scalar" && typeof tree.value === "string") {
    return { label, class: { text: tree.value, place: tree.place }, reset: null, blocks: [], place };
  }
  const parts = read.keyed(tree, ["class", "config", "$reset"], `task ${label}`);
  const reset = parts.get("$reset");
  const config = parts.get("config")?.value;
  return {
    label,
    class: read.word(parts.get("class")?.value, `class of task ${label}`),
    reset: reset && read.flag(reset.value, false, "$reset") ? reset.place : null,
    blocks: listed(config).map((block) => parseBlock(block, read)),
    place,
  };
}

function parseSubset(name: string, place: Place, tree: Tree, read: TreeReader): Subset | null {
  if (tree.kind !== "map") return { name, members: read.wordList(tree, `subset ${name}`), description: null, place };
  const parts = read.keyed(tree, ["subset", "description"], `subset ${name}`);
  const members = parts.get("subset");
  if (!members) {
    read.refuse(place, `subset ${name} needs a list of labels under the key "subset"`);
    return null;
  }
  const description = read.word(parts.get("description")?.value, `description of subset ${name}`);
  if (!description) return { name, members: read.wordList(members.value, `subset ${name}`), description: null, place };
  return { name, members: read.wordList(members.value, `subset ${name}`), description: description.text, place };
}

function parseSteps(tree: Tree | undefined, read: TreeReader): Step[] {
  const steps = listed(tree).flatMap((each): Step[] => {
    const parts = read.keyed(each, ["label", "dimensions"], "a step");
    const label = read.word(parts.get("label")?.value, "label of a step");
    const dimensions = parts.get("dimensions");
    if (label && dimensions) {
      const words = read.wordList(dimensions.value, `dimensions of step ${label.text}`);
      return [{ label: label.text, dimensions: words.map(({ text }) => text), place: each.place }];
    }
    read.refuse(each.place, "a step needs a label (of a subset) and dimensions");
    return [];
  });
  for (const [index, { label, place }] of steps.entries()) {
    if (steps.findIndex((step) => step.label === label) < index) read.refuse(place, `step ${label} stands here twice`);
  }
  return steps;
}

function parseContractEntry(tree: Tree, read: TreeReader): Contract | null {
  const parts = tree.kind === "map" ? read.keyed(tree, ["contract", "msg"], "a contract") : null;
  const text = read.word(parts ? parts.get("contract")?.value : tree, "contract");
  if (!text) {
    if (parts && !parts.has("contract")) read.refuse(tree.place, 'a contract needs the key "contract"');
    return null;
  }
  const expression = expressionOf(text.text, text.place, read);
  const message = read.word(parts?.get("msg")?.value, "msg of a contract")?.text ?? null;
  return expression && { expression, message, place: text.place };
}

function expressionOf(text: string, place: Place, read: TreeReader): Expression | null {
  try {
    return parseContract(text);
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    read.refuse(place, `contract ${JSON.stringify(text)}: ${error.message}`);
    return null;
  }
}
