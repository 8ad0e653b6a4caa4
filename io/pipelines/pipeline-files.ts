/** Reads the texts of pipeline files from disk, so that all else is a pure function of them. */
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, posix, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseDocument } from "./resolve/parse-document.ts";
import { importedPath, type PipelineFiles } from "./resolve/read-pipeline.ts";

/** The folder of pipelines that comes with Firstlook. */
export const pipelinesFolder = fileURLToPath(new URL("../../pipelines", import.meta.url));

/** What a run of the resolver needs: texts, and the path of the pipeline among them. */
export interface PipelineSource {
  readonly files: PipelineFiles;
  readonly file: string;
}

/**
 * Reads every YAML file of a folder and of the folders in it.
 * @returns texts by `<name of the folder>/path`; no import leaves the folder.
 */
export async function readPipelineFolder(dir: string = pipelinesFolder): Promise<PipelineFiles> {
  const root = posix.basename(resolve(dir).replaceAll(sep, "/"));
  const names = (await readdir(dir, { recursive: true })).filter((name) => /\.ya?ml$/.test(name)).sort();
  const texts = await Promise.all(
    names.map(async (name): Promise<[string, string]> => {
      return [posix.join(root, name.replaceAll(sep, "/")), await readFile(join(dir, name), "utf8")];
    }),
  );
  return { texts: new Map(texts), root };
}

/**
 * @param pipeline name of a pipeline of the folder (`quick-look`, `prompt/science`), or the path of a file anywhere.
 * @returns the texts of the pipeline and of everything that it imports.
 * @throws Error when there is no such pipeline.
 */
export async function findPipeline(pipeline: string, dir: string = pipelinesFolder): Promise<PipelineSource> {
  const files = await readPipelineFolder(dir);
  const named = `${files.root}/${pipeline}.yaml`;
  if (files.texts.has(named)) return { files, file: named };
  if (!existsSync(pipeline)) {
    const names = pipelineNames(files).join(", ");
    throw new Error(`There is no pipeline and no file "${pipeline}". Pipelines: ${names}.`);
  }
  const within = relative(dir, resolve(pipeline)).replaceAll(sep, "/");
  if (!within.startsWith("..")) return { files, file: posix.join(files.root ?? "", within) };
  return { files: await readClosure(pipeline), file: posix.normalize(pipeline) };
}

/** @returns names of the files that are run: not those of folders that start with `_`, and not the selection. */
export function pipelineNames({ texts, root }: PipelineFiles): string[] {
  const within = [...texts.keys()].map((path) => path.slice((root ?? "").length + 1).replace(/\.ya?ml$/, ""));
  return within.filter((name) => name !== "selection" && !name.split("/").some((part) => part.startsWith("_")));
}

/** A file outside the folder may import whatever its reader may read. */
async function readClosure(path: string): Promise<PipelineFiles> {
  const texts = new Map<string, string>();
  const queue = [posix.normalize(path)];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (texts.has(file) || !existsSync(file)) continue;
    texts.set(file, await readFile(file, "utf8"));
    const document = parseDocument(file, texts.get(file) ?? "", []);
    for (const { location } of document?.imports ?? []) {
      const target = importedPath(file, location.text, null);
      if (typeof target === "string") queue.push(target);
    }
  }
  const cameras = join(dirname(path), "_cameras");
  for (const name of existsSync(cameras) ? await readdir(cameras) : []) {
    if (name.endsWith(".yaml")) texts.set(posix.join(cameras, name), await readFile(join(cameras, name), "utf8"));
  }
  return { texts, root: null };
}
