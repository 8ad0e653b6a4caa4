/** The parts of a pipeline file that have rules of their own: blocks of configuration and imports. */
import type { Block, FieldChange, ImportEntry } from "./document.ts";
import type { TreeReader, Word } from "./tree-reader.ts";
import type { Tree } from "./yaml-tree.ts";

const importKeys = [
  "location",
  "include",
  "exclude",
  "rename",
  "instrument",
  "importSteps",
  "importContracts",
  "labeledSubsetModifyMode",
] as const;
const changeShape = /^(?<field>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?<sign>\+|-\??)?$/;
const opOfSign = { "": "set", "+": "add", "-": "remove", "-?": "remove-any" } as const;

/** A mapping of fields to values; what would run code is refused with what to write instead. */
export function parseBlock(tree: Tree, read: TreeReader): Block {
  const uses: Word[] = [];
  const changes: FieldChange[] = [];
  for (const { key, place, value } of read.entries(tree, "config")) {
    const shape = changeShape.exec(key)?.groups;
    if (key === "$use") uses.push(...read.wordList(value, "$use"));
    else if (["python", "file", "dataId"].includes(key)) {
      read.refuse(
        place,
        `"${key}" is not supported: a pipeline holds no code and no other files; use fragments and $use`,
      );
    } else if (!shape) {
      read.refuse(place, `"${key}" is no field: write field, part.field, field+, field- or field-?`);
    } else {
      const field = shape["field"] ?? key;
      const other = changes.find((change) => change.field === field);
      if (other) read.refuse(place, `${field} is changed twice in one block, here and in line ${other.place.line}`);
      else changes.push({ op: opOfSign[(shape["sign"] ?? "") as keyof typeof opOfSign], field, value, place });
    }
  }
  return { uses, changes };
}

/** A location alone, or a mapping with one. */
export function parseImport(tree: Tree, read: TreeReader): ImportEntry | null {
  const parts = tree.kind === "map" ? read.keyed(tree, importKeys, "an import") : new Map<never, never>();
  const part = (key: (typeof importKeys)[number]): Tree | undefined => parts.get(key as never)?.["value"];
  const location = read.word(tree.kind === "map" ? part("location") : tree, "location of an import");
  if (!location) {
    if (tree.kind === "map" && !part("location")) read.refuse(tree.place, 'an import needs the key "location"');
    return null;
  }
  const include = part("include");
  const exclude = part("exclude");
  if (include && exclude) read.refuse(exclude.place, "an import has either include or exclude, not both");
  const included = include ? read.wordList(include, "include") : null;
  if (include && included?.length === 0) {
    read.refuse(include.place, "include names nothing, so nothing would be imported; leave the key out to import all");
  }
  return {
    location,
    include: included,
    exclude: exclude ? read.wordList(exclude, "exclude") : null,
    rename: renames(part("rename"), read),
    instrument: instrumentOf(part("instrument"), read),
    importSteps: read.flag(part("importSteps"), true, "importSteps"),
    importContracts: read.flag(part("importContracts"), true, "importContracts"),
    subsetMode: subsetMode(part("labeledSubsetModifyMode"), read),
  };
}

function renames(tree: Tree | undefined, read: TreeReader): { from: Word; to: Word }[] {
  if (!tree) return [];
  const pairs = read.entries(tree, "rename").flatMap(({ key, place, value }) => {
    const to = read.word(value, "a new name");
    return to ? [{ from: { text: key, place }, to }] : [];
  });
  for (const { to } of pairs) {
    if (pairs.filter((pair) => pair.to.text === to.text).length > 1) {
      read.refuse(to.place, `two labels cannot both be renamed to ${to.text}`);
    }
    if (pairs.some(({ from }) => from.text === to.text)) {
      read.refuse(to.place, `${to.text} is itself renamed here; a new name cannot be an old one`);
    }
  }
  return pairs;
}

/** `None` (text) and null drop the imported instrument. */
function instrumentOf(tree: Tree | undefined, read: TreeReader): Word | null | undefined {
  if (!tree) return undefined;
  if (tree.kind === "scalar" && (tree.value === null || tree.value === "None")) return null;
  return read.word(tree, "instrument of an import") ?? undefined;
}

function subsetMode(tree: Tree | undefined, read: TreeReader): "DROP" | "EDIT" {
  const mode = read.word(tree, "labeledSubsetModifyMode");
  if (!mode || mode.text === "DROP" || mode.text === "EDIT") return mode?.text === "EDIT" ? "EDIT" : "DROP";
  read.refuse(mode.place, `labeledSubsetModifyMode must be DROP or EDIT, not "${mode.text}"`);
  return "DROP";
}
