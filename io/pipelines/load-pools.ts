/** Loads the rules that send jobs to pools. */
import { readPipelineFolder } from "./pipeline-files.ts";
import { type PoolRule, parsePools } from "./resolve/parse-pools.ts";

/** @throws PipelineError when the rules are wrong. */
export async function loadPools(dir?: string): Promise<PoolRule[]> {
  const { root, texts } = await readPipelineFolder(dir);
  const file = `${root}/selection.yaml`;
  return parsePools(file, texts.get(file) ?? "");
}
