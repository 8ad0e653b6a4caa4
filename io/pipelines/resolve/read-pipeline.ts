/** Reads a pipeline with everything that it imports, from texts by path. Pure: the same texts give the same pipeline. */
import { posix } from "node:path";
import { mergePipelines } from "./merge-pipelines.ts";
import { suggestion } from "./nearest.ts";
import { parseDocument } from "./parse-document.ts";
import type { Pipeline } from "./pipeline.ts";
import { type Place, type Problem, problemAt } from "./problem.ts";
import { restrictImport } from "./restrict-import.ts";

/** The texts of pipeline files by path, with forward slashes. */
export interface PipelineFiles {
  readonly texts: ReadonlyMap<string, string>;
  /** No import may leave this folder; null allows any. */
  readonly root: string | null;
}

const deepestImport = 16;
const mostTasks = 50_000;

/** @returns a reader that reads each file once, whoever imports it; a file that cannot be read is null. */
export function pipelineReader(files: PipelineFiles, problems: Problem[]) {
  const done = new Map<string, Pipeline | null>();

  const read = (file: string, path: readonly string[], from: Place): Pipeline | null => {
    if (path.includes(file)) {
      problems.push(problemAt(from, `files import each other in a circle: ${[...path, file].join(" → ")}`));
      return null;
    }
    if (path.length > deepestImport) {
      problems.push(problemAt(from, `imports are nested deeper than ${deepestImport} files: ${path.join(" → ")}`));
      return null;
    }
    const known = done.get(file);
    if (known !== undefined) return known;
    const text = files.texts.get(file);
    if (text === undefined) {
      problems.push(problemAt(from, `there is no file ${file}.${suggestion(file, files.texts.keys())}`));
      return null;
    }
    const document = parseDocument(file, text, problems);
    if (!document) {
      done.set(file, null);
      return null;
    }
    const imports = document.imports.flatMap((entry) => {
      const target = importedPath(file, entry.location.text, files.root);
      if (typeof target !== "string") {
        problems.push(problemAt(entry.location.place, target.refused));
        return [];
      }
      const pipeline = read(target, [...path, file], entry.location.place);
      return pipeline ? [{ pipeline: restrictImport(pipeline, entry, problems), place: entry.location.place }] : [];
    });
    const pipeline = mergePipelines(document, imports, problems);
    if (pipeline.tasks.size > mostTasks) {
      problems.push(problemAt({ file, line: 1, column: 1 }, `${pipeline.tasks.size} tasks are more than ${mostTasks}`));
    }
    done.set(file, pipeline);
    return pipeline;
  };

  return (file: string): Pipeline | null => read(file, [], { file, line: 1, column: 1 });
}

/** @returns the path that an import means, relative to the importing file and never to the process. */
export function importedPath(from: string, location: string, root: string | null): string | { refused: string } {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(location))
    return { refused: `${location}: pipelines are not imported over a network` };
  if (location.includes("#")) return { refused: `${location}: write the labels after "#" under the key include` };
  if (location.includes("$"))
    return { refused: `${location}: variables of the environment are not part of the grammar` };
  if (posix.isAbsolute(location)) return { refused: `${location}: write the path relative to this file` };
  const path = posix.normalize(posix.join(posix.dirname(from), location));
  if (root !== null && !path.startsWith(`${root}/`)) return { refused: `${location} leads out of the folder ${root}` };
  return path;
}
