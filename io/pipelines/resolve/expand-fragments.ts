/** Replaces `$use` by the changes of the fragments that it names. */
import type { Block, PipelineDocument } from "./document.ts";
import { suggestion } from "./nearest.ts";
import type { Change, Fragment } from "./pipeline.ts";
import { type Problem, placeText, problemAt } from "./problem.ts";

/** @returns the imported and the file's own fragments, each with those that it uses put in. */
export function expandFragments(
  own: PipelineDocument["fragments"],
  imported: ReadonlyMap<string, Fragment>,
  problems: Problem[],
): Map<string, Fragment> {
  const done = new Map<string, Fragment>(imported);
  for (const [name, { place }] of own) {
    const other = imported.get(name);
    if (!other) continue;
    const message = `fragment ${name} is also imported, from ${placeText(other.place)}; give one of them another name`;
    problems.push(problemAt(place, message));
  }
  const expand = (name: string, path: readonly string[]): void => {
    const fragment = own.get(name);
    if (!fragment || done.has(name)) return;
    if (path.includes(name)) {
      problems.push(problemAt(fragment.place, `fragments use each other in a circle: ${[...path, name].join(" → ")}`));
      done.set(name, { name, changes: [], place: fragment.place });
      return;
    }
    for (const { text } of fragment.block.uses) expand(text, [...path, name]);
    if (done.has(name)) return;
    done.set(name, { name, changes: expandBlock(fragment.block, done, problems), place: fragment.place });
  };
  for (const name of own.keys()) expand(name, []);
  return done;
}

/** @returns the block's changes: those of the fragments that it uses first, in their order, then its own. */
export function expandBlock(block: Block, fragments: ReadonlyMap<string, Fragment>, problems: Problem[]): Change[] {
  const used = block.uses.flatMap(({ text, place }): Change[] => {
    const fragment = fragments.get(text);
    if (fragment) {
      return fragment.changes.map((change) => ({ ...change, fragment: { name: text, usedAt: place } }));
    }
    problems.push(problemAt(place, `there is no fragment "${text}".${suggestion(text, fragments.keys())}`));
    return [];
  });
  return [...used, ...block.changes.map((change): Change => ({ ...change, fragment: null }))];
}
