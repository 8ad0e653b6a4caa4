/** Reads shapes out of a tree, and notes what has another shape or an unknown key. */

import { suggestion } from "./nearest.ts";
import { type Place, type Problem, problemAt } from "./problem.ts";
import { plainOf, type Tree, type TreeEntry } from "./yaml-tree.ts";

/** A word with its place. */
export interface Word {
  readonly text: string;
  readonly place: Place;
}

export type TreeReader = ReturnType<typeof treeReader>;

/** @param problems grows by one for each thing that is wrong; every reader then returns what it could read. */
export function treeReader(problems: Problem[]) {
  const refuse = (place: Place, message: string): void => void problems.push(problemAt(place, message));
  const shown = (tree: Tree) => {
    const text = JSON.stringify(plainOf(tree));
    return text.length > 60 ? `${text.slice(0, 60)}…` : text;
  };

  /** The entries of a mapping; an empty value is an empty mapping. */
  function entries(tree: Tree, what: string): readonly TreeEntry[] {
    if (tree.kind === "map") return tree.entries;
    if (tree.kind !== "scalar" || tree.value !== null)
      refuse(tree.place, `${what} must be a mapping, not ${shown(tree)}`);
    return [];
  }

  /** The entries of a mapping by key, where only these keys may stand. */
  function keyed<Key extends string>(tree: Tree, keys: readonly Key[], what: string): Map<Key, TreeEntry> {
    const found = new Map<Key, TreeEntry>();
    for (const entry of entries(tree, what)) {
      const key = keys.find((known) => known === entry.key);
      if (key) found.set(key, entry);
      else refuse(entry.place, `${what} has no key "${entry.key}".${suggestion(entry.key, keys)}`);
    }
    return found;
  }

  function word(entry: Tree | undefined, what: string): Word | null {
    if (entry?.kind === "scalar" && typeof entry.value === "string") return { text: entry.value, place: entry.place };
    if (entry) refuse(entry.place, `${what} must be a text, not ${shown(entry)}`);
    return null;
  }

  /** A text or a list of texts. */
  function wordList(tree: Tree, what: string): Word[] {
    const items = tree.kind === "list" ? tree.items : [tree];
    return items.map((item) => word(item, `each of ${what}`)).filter((found) => found !== null);
  }

  function flag(tree: Tree | undefined, fallback: boolean, what: string): boolean {
    if (!tree) return fallback;
    if (tree.kind === "scalar" && typeof tree.value === "boolean") return tree.value;
    refuse(tree.place, `${what} must be true or false, not ${shown(tree)}`);
    return fallback;
  }

  return { refuse, shown, entries, keyed, word, wordList, flag };
}
