/** The pipelines that come along: what each resolves to, and that the families share what they should. */
import { expect, test } from "vitest";
import { taskCatalog } from "#tasks/catalog.ts";
import { loadPipeline } from "./load-pipeline.ts";
import { loadSelection } from "./load-selection.ts";
import { pipelineNames, readPipelineFolder } from "./pipeline-files.ts";
import { diffPipelines } from "./resolve/diff-pipelines.ts";
import { resolvePipeline } from "./resolve/resolve-pipeline.ts";

const files = await readPipelineFolder();
const names = pipelineNames(files);
const resolve = (name: string, texts = files.texts) =>
  resolvePipeline({ ...files, texts }, `pipelines/${name}.yaml`, taskCatalog);

test("there is a quick look for any camera, LSSTCam, ComCam and LATISS, with its variants, and a prompt pipeline of each", () => {
  // Images on the sky get the quick look itself.
  const cameras = ["", "-latiss", "-lsstcam", "-lsstcomcam"];
  const variants = ["", "-bias", "-dark", "-flat", "-focus"];
  const quickLooks = cameras.flatMap((camera) => variants.map((variant) => `quick-look${camera}${variant}`));
  expect([...names].sort()).toEqual([...cameras.map((camera) => `prompt${camera}`), ...quickLooks].sort());
});

// A change of a pipeline or of a task's defaults shows here as a change to review; `vitest -u` accepts it.
test.each(names)("%s resolves to its snapshot", async (name) => {
  const { pipeline, tasks } = resolve(name);
  const shown = {
    description: pipeline.description,
    instrument: pipeline.instrument?.name ?? null,
    tasks: Object.fromEntries(
      tasks.map(({ label, task, taskVersion, configHash, config }) => [
        label,
        { task, taskVersion, configHash, config },
      ]),
    ),
  };
  await expect(`${JSON.stringify(shown, null, 2)}\n`).toMatchFileSnapshot(`snapshots/${name}.json`);
});

test("a change of a science value in the shared fragment reaches every pipeline of both families", () => {
  const path = "pipelines/_shared/measure.yaml";
  const text = files.texts.get(path) ?? "";
  const changed = new Map([...files.texts, [path, text.replace("detectionSigmas: 5", "detectionSigmas: 6.5")]]);
  for (const name of names) {
    expect(resolve(name).tasks[0]?.config).toMatchObject({ detectionSigmas: 5 });
    expect(resolve(name, changed).tasks[0]?.config).toMatchObject({ detectionSigmas: 6.5 });
  }
});

test("a change in the fragment of a variant reaches that variant of every camera, and nothing else", () => {
  const path = "pipelines/_shared/measure.yaml";
  const text = files.texts.get(path) ?? "";
  const changed = new Map([...files.texts, [path, text.replace("backgroundMeshPx: 256", "backgroundMeshPx: 512")]]);
  const differing = names.filter(
    (name) => resolve(name).tasks[0]?.configHash !== resolve(name, changed).tasks[0]?.configHash,
  );
  expect(differing).toEqual(names.filter((name) => name.endsWith("-focus")));
});

test("what prompt changes for its own ends stays out of the quick look, and nothing is typed twice", () => {
  const { overridden, typedTwice, shared, onlyLeft, onlyRight } = diffPipelines(
    resolve("quick-look"),
    resolve("prompt"),
  );
  expect(overridden.map(({ field }) => field).sort()).toEqual(["plotPictures", "previewMaxSidePx", "starsMax"]);
  expect(shared.map(({ field }) => field).sort()).toEqual(["detectionMinAreaPx", "detectionSigmas"]);
  expect([typedTwice, onlyLeft, onlyRight]).toEqual([[], [], []]);
});

test("no two pipelines that come along type a value twice", () => {
  const all = names.map((name) => resolve(name));
  const twice = all.flatMap((left) => all.flatMap((right) => diffPipelines(left, right).typedTwice));
  expect(twice).toEqual([]);
});

test("a camera's overrides reach both families and no other camera", () => {
  const changed = new Map([
    ...files.texts,
    ["pipelines/_cameras/LSSTCam.yaml", "description: c\nclasses: { quick-look: { starsMax: 7 } }"],
  ]);
  const starsMax = (name: string) => resolve(name, changed).tasks[0]?.config["starsMax"];
  expect(["quick-look-lsstcam", "quick-look"].map(starsMax)).toEqual([
    7,
    resolve("quick-look").tasks[0]?.config["starsMax"],
  ]);
});

test("the quick look for any camera has the defaults of its class, so that a better default reaches it", async () => {
  const [task] = await loadPipeline("quick-look", taskCatalog);
  expect(task?.config).toEqual(taskCatalog["quick-look"]?.config.parse({}));
});

test("the selection names pipelines that there are, and ends in the generic quick look", async () => {
  const rules = await loadSelection(taskCatalog);
  expect(rules.at(-1)).toMatchObject({ when: [], pipeline: "quick-look" });
  expect(new Set(rules.map(({ pipeline }) => pipeline))).toEqual(
    new Set(names.filter((name) => !name.startsWith("prompt"))),
  );
  for (const { tasks } of rules) expect(tasks).toHaveLength(1);
});
