/** YAML as plain maps, lists and scalars that know their places; tags, anchors and repeated keys are refused. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { type Place, type Problem, problemAt } from "./problem.ts";

export type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

export interface TreeScalar {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  readonly place: Place;
}
export interface TreeList {
  readonly kind: "list";
  readonly items: readonly Tree[];
  readonly place: Place;
}
export interface TreeEntry {
  readonly key: string;
  readonly place: Place;
  readonly value: Tree;
}
export interface TreeMap {
  readonly kind: "map";
  readonly entries: readonly TreeEntry[];
  readonly place: Place;
}
export type Tree = TreeScalar | TreeList | TreeMap;

/** Larger files are no pipelines. */
const longestText = 8 * 2 ** 20;

/** @returns the file's tree, or null with at least one more problem. */
export function parseTree(file: string, text: string, problems: Problem[]): Tree | null {
  const start: Place = { file, line: 1, column: 1 };
  if (text.length > longestText) {
    problems.push(problemAt(start, `the file is longer than ${longestText / 2 ** 20} MiB`));
    return null;
  }
  const lines = new LineCounter();
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const known = problems.length;
  const refuse = (offset: number, message: string): null => {
    problems.push(problemAt(placeOf(offset), message));
    return null;
  };
  const treeOf = (node: Node | null | undefined, fallback: number): Tree | null => {
    if (!node) return { kind: "scalar", value: null, place: placeOf(fallback) };
    const offset = node.range?.[0] ?? fallback;
    const place = placeOf(offset);
    if (isAlias(node) || node.anchor) {
      return refuse(offset, "anchors and aliases are not part of the grammar; share values by `fragments` and `$use`");
    }
    if (node.tag && !node.tag.startsWith("tag:yaml.org,2002:")) {
      return refuse(offset, `the tag ${node.tag} is not allowed: a pipeline holds no code`);
    }
    if (isScalar(node)) {
      const { value } = node;
      if (value === null || typeof value === "string" || typeof value === "boolean") {
        return { kind: "scalar", value, place };
      }
      if (typeof value === "number" && Number.isFinite(value)) return { kind: "scalar", value, place };
      return refuse(offset, `${node.source ?? String(value)} is not a text, a finite number, true, false or null`);
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => treeOf(item as Node | null, offset));
      return { kind: "list", items: items.filter((item) => item !== null), place };
    }
    if (!isMap(node)) return refuse(offset, "this kind of YAML is not part of the grammar");
    const entries: TreeEntry[] = [];
    // The parser's own check compares every key with every other.
    const seen = new Set<string>();
    for (const pair of node.items) {
      const key = pair.key as Node;
      const keyOffset = key.range?.[0] ?? offset;
      if (!isScalar(key) || key.value === null) refuse(keyOffset, "a key must be a word");
      else if (seen.has(String(key.value))) refuse(keyOffset, "this key stands here twice; keep one");
      else {
        seen.add(String(key.value));
        const value = treeOf(pair.value as Node | null, keyOffset);
        if (value) entries.push({ key: String(key.value), place: placeOf(keyOffset), value });
      }
    }
    return { kind: "map", entries, place };
  };
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
    for (const { message, pos } of [...document.errors, ...document.warnings]) {
      refuse(pos[0], `not YAML: ${message}`);
    }
    const tree = treeOf(document.contents, 0);
    return problems.length > known ? null : tree;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refuse(0, "the file is nested too deeply");
  }
}

/** @returns the tree's value without places. */
export function plainOf(tree: Tree): Plain {
  if (tree.kind === "scalar") return tree.value;
  if (tree.kind === "list") return tree.items.map(plainOf);
  return Object.fromEntries(tree.entries.map(({ key, value }) => [key, plainOf(value)]));
}
