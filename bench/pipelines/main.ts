/** `npm run bench -- pipelines`: how long a synthetic pipeline of 10,000 tasks takes to resolve, and the shipped ones. */
import { z } from "zod";
import { readPipelineFolder } from "#io/pipelines/pipeline-files.ts";
import { resolvePipeline } from "#io/pipelines/resolve/resolve-pipeline.ts";
import { parseTree } from "#io/pipelines/resolve/yaml-tree.ts";
import { taskCatalog } from "#tasks/catalog.ts";

const tasks = 10_000;
const rounds = 7;
const definitions = {
  step: {
    version: "1",
    config: z.strictObject({ sigmas: z.number().min(1).default(5), flags: z.array(z.string()).default([]) }),
  },
};
const line = (index: number) =>
  [`  t${index}:`, "class: step", "config:", `  sigmas: ${1 + (index % 9)}`, "  flags+: own"].join("\n    ");
const own = Array.from({ length: tasks }, (_, index) => line(index)).join("\n");
const texts = new Map([
  ["p/shared.yaml", "description: s\nfragments: { deep: { sigmas: 3, flags+: [deep] } }"],
  ["p/base.yaml", `description: b\nimports: shared.yaml\ntasks:\n${own}\ncontracts: [t0.sigmas >= 1]\n`],
  ["p/main.yaml", "description: m\nimports: base.yaml\ntasks: { t7: { config: { $use: deep } } }"],
]);

report(`${tasks} tasks in three files`, () => {
  return resolvePipeline({ texts, root: "p" }, "p/main.yaml", definitions).tasks.length;
});
report("of this, reading YAML", () => [...texts].filter(([file, text]) => parseTree(file, text, [])).length);
const shipped = await readPipelineFolder();
report(
  "quick-look-latiss",
  () => resolvePipeline(shipped, "pipelines/quick-look-latiss.yaml", taskCatalog).tasks.length,
);

function report(name: string, resolve: () => number): void {
  const took = Array.from({ length: rounds }, () => {
    const startedAtMs = performance.now();
    resolve();
    return performance.now() - startedAtMs;
  });
  const mean = took.reduce((sum, ms) => sum + ms, 0) / rounds;
  const deviation = Math.sqrt(took.reduce((sum, ms) => sum + (ms - mean) ** 2, 0) / rounds);
  const figures = [Math.min(...took), mean, deviation].map((ms) => ms.toFixed(1));
  process.stdout.write(`${name}: min ${figures[0]} ms, mean ${figures[1]} ± ${figures[2]} ms\n`);
}
