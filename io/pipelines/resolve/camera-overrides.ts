/** Reads `_cameras/<instrument>.yaml`: what a camera changes in the defaults of task classes. */

import { suggestion } from "./nearest.ts";
import { parseBlock } from "./parse-parts.ts";
import type { Change } from "./pipeline.ts";
import { type Problem, problemAt } from "./problem.ts";
import { treeReader } from "./tree-reader.ts";
import { parseTree } from "./yaml-tree.ts";

/** @param known the classes that there are. @returns the changes by class. */
export function parseCameraOverrides(
  file: string,
  text: string,
  known: readonly string[],
  problems: Problem[],
): Map<string, readonly Change[]> {
  const tree = parseTree(file, text, problems);
  if (!tree) return new Map();
  const read = treeReader(problems);
  const top = read.keyed(tree, ["description", "classes"], "a file of camera overrides");
  read.word(top.get("description")?.value, "description");
  const classes = top.get("classes");
  if (!classes) {
    problems.push(problemAt(tree.place, 'a file of camera overrides needs the key "classes"'));
    return new Map();
  }
  return new Map(
    read.entries(classes.value, "classes").map(({ key, place: where, value }) => {
      if (!known.includes(key)) read.refuse(where, `there is no class "${key}".${suggestion(key, known)}`);
      const { uses, changes } = parseBlock(value, read);
      for (const { place } of uses) read.refuse(place, "a camera's overrides use no fragments");
      return [key, changes.map((change): Change => ({ ...change, fragment: null }))];
    }),
  );
}
