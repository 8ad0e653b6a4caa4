/** Selection: the first rule that matches wins, and a dry run says why the others did not. */
import { expect, test } from "vitest";
import { camera } from "#contracts/camera.ts";
import { imageArrived } from "#contracts/event.ts";
import { loadSelection, resolveSelection } from "#io/pipelines/load-selection.ts";
import { taskCatalog } from "#tasks/catalog.ts";
import { testClasses } from "../../fixtures/pipeline-texts.ts";
import { imageFacts, judgeRules, tasksForImages } from "./select-pipelines.ts";

const detectors = [
  { id: 0, name: "R22_S11", x: 0, y: 0, vendor: "ITL" },
  { id: 1, name: "R00_SW0", x: 1, y: 0, purpose: "wavefront" },
  { id: 2, name: "R00_SG0", x: 2, y: 0, purpose: "guider", kind: "guider" },
];
const patterns = { corners: ["R00_*"], middle: ["R22_*"] };
const testCam = camera.parse({ name: "TestCam", title: "Test", detectors, patterns });
const image = (detector: string, more: object = {}) =>
  imageArrived.parse({
    ...{ type: "image-arrived", v: 1, camera: "TestCam", exposureId: 2026090100001, dayObs: 20260901, seqNum: 1 },
    ...{ detector, uri: "file:///a.fits", obsId: "MC_O_20260901_000001", ...more },
  });
const pipeline = (sigmas: number) =>
  `description: p\ntasks: { find: { class: detect, config: { sigmas: ${sigmas} } } }`;
const rules = (select: string, more: Record<string, string> = {}) => {
  const texts = {
    "selection.yaml": `description: s\nselect:\n${select}`,
    "one.yaml": pipeline(1),
    "two.yaml": pipeline(2),
  };
  const files = new Map(Object.entries({ ...texts, ...more }).map(([name, text]) => [`p/${name}`, text]));
  return resolveSelection({ texts: files, root: "p" }, testClasses);
};
const sigmasOf = (select: string, detector: string, more: object = {}) =>
  tasksForImages(rules(select))(image(detector, more), testCam).tasks[0]?.config["sigmas"];
const rest = "  - { when: {}, run: two }";

test.each([
  ["{ camera: testcam }", true],
  ["{ camera: [Other, Test*] }", true],
  ["{ camera: Other }", false],
  ["{ purpose: wavefront }", false],
  ["{ purpose: science, kind: raw, detector: R22_* }", true],
  ["{ controller: O }", true],
  ["{ controller: null }", false],
  ["{ vendor: itl }", true],
  ["{ vendor: E2V }", false],
  ["{ pattern: middle }", true],
  ["{ pattern: corners }", false],
  ["{ pattern: null }", false],
  ["{ dayObs: { from: 20260901, to: 20260930 } }", true],
  ["{ dayObs: [20260831, 20260902] }", false],
])("the rule %s matches an image: %s", (when, matches) => {
  expect(sigmasOf(`  - { when: ${when}, run: one }\n${rest}`, "R22_S11")).toBe(matches ? 1 : 2);
});

test("a detector's purpose comes from the camera's data, a missing fact matches only null", () => {
  expect(sigmasOf(`  - { when: { purpose: wavefront }, run: one }\n${rest}`, "R00_SW0")).toBe(1);
  expect(sigmasOf(`  - { when: { controller: null }, run: one }\n${rest}`, "R22_S11", { obsId: null })).toBe(1);
});

test("the first rule that matches wins, and the dry run says of each rule why", () => {
  const select = `  - { when: { kind: guider }, run: one }\n  - { when: { kind: raw }, run: one }\n${rest}`;
  expect(
    judgeRules(rules(select), imageFacts(image("R22_S11"), testCam)).map(({ verdict, why }) => [verdict, why]),
  ).toEqual([
    ["does not match", "kind is raw, not guider"],
    ["matches", "kind is raw"],
    ["not reached", "would match, but a rule before it does"],
  ]);
});

test("C1: rules by header facts go on to the worker as candidates, those that are out with the reason", () => {
  const select = `  - { when: { purpose: guider, imageType: bias }, run: one }
  - { when: { imageType: bias, camera: TestCam }, run: one }
  - { when: { reason: focus }, run: [], reason: no use }
${rest}
`;
  const [task] = tasksForImages(rules(select), "v1")(image("R22_S11"), testCam).tasks;
  expect(task?.selection).toMatchObject({
    version: "v1",
    passed: [{ rule: "p/selection.yaml:3", why: "purpose is science, not guider" }],
    candidates: [
      {
        rule: "p/selection.yaml:4",
        when: [{ fact: "imageType", patterns: ["bias"] }],
        pipeline: "one",
        config: { sigmas: 1 },
      },
      { rule: "p/selection.yaml:5", pipeline: null, config: null, reason: "p/selection.yaml:5 runs nothing: no use" },
      { rule: "p/selection.yaml:6", when: [], met: [], pipeline: "two", config: { sigmas: 2 } },
    ],
  });
  expect(task?.config).toMatchObject({ sigmas: 2 });
});

test("an event that tells the header's facts decides early", () => {
  const select = `  - { when: { imageType: bias }, run: one }\n${rest}`;
  const chosen = (facts: object) => tasksForImages(rules(select))(image("R22_S11", { facts }), testCam).tasks[0];
  expect(chosen({ imageType: "bias" })).toMatchObject({
    config: { sigmas: 1 },
    selection: { candidates: [{ when: [] }] },
  });
  expect(chosen({ imageType: "BIAS" })?.selection?.candidates).toMatchObject([{ met: ["imageType is bias"] }]);
  expect(chosen({ imageType: "science" })?.selection?.candidates).toMatchObject([{ pipeline: "two" }]);
  expect(chosen({ band: "r" })?.selection?.candidates).toHaveLength(2);
});

test("rules that run different classes give one job for each class, with the reason where a rule does not run it", () => {
  const other = { "other.yaml": "description: o\ntasks: { p: photometry }" };
  const select = `  - { when: { imageType: bias }, run: other }\n${rest}`;
  const { tasks } = tasksForImages(rules(select, other))(image("R22_S11"), testCam);
  expect(tasks.map(({ task, selection }) => [task, selection?.candidates.map(({ reason }) => reason)])).toEqual([
    ["photometry", [null, "p/selection.yaml:4 runs two, which has no task of the class photometry"]],
    ["detect", ["p/selection.yaml:3 runs other, which has no task of the class detect", null]],
  ]);
});

test("a dry run says what waits for the header", () => {
  const select = `  - { when: { imageType: bias }, run: one }\n${rest}`;
  const facts = imageFacts(image("R22_S11"), testCam);
  expect(judgeRules(rules(select), facts).map(({ verdict, why }) => [verdict, why])).toEqual([
    ["may match", "the header decides by imageType"],
    ["matches", "matches everything"],
  ]);
  expect(judgeRules(rules(select), { ...facts, imageType: "flat" }).map(({ why }) => why)[0]).toBe(
    "imageType is flat, not bias",
  );
});

test("a rule that runs nothing says why", () => {
  const chosen = tasksForImages(rules(`  - { when: { kind: guider }, run: [], reason: no pixels }\n${rest}`));
  expect(chosen(image("R00_SG0", { kind: "guider" }), testCam)).toEqual({
    tasks: [],
    reason: "p/selection.yaml:3 runs nothing: no pixels",
  });
});

test.each([
  ["  - { when: { camera: A }, run: one }", "the last rule must match everything"],
  [`  - { when: { camera: T* }, run: one }\n  - { when: { camera: TestCam }, run: one }\n${rest}`, "never reached"],
  [`  - { when: { camra: A }, run: one }\n${rest}`, 'Did you mean "camera"?'],
  [`  - { when: { camera: A }, run: [] }\n${rest}`, "a rule that runs nothing needs a reason"],
  [`  - { when: { camera: A }, run: [one, one] }\n${rest}`, "one stands here twice"],
  [`  - { when: { camera: A }, run: three }\n${rest}`, "three cannot be run"],
])("a selection %s is refused at load: %s", (select, why) => {
  expect(() => rules(select)).toThrow(why);
});

test("the next pipeline of a rule is taken when the first cannot be resolved", () => {
  const broken = { "bad.yaml": "description: b\ntasks: { find: { class: detect, config: { sigmas: 0 } } }" };
  expect(rules("  - { when: {}, run: [bad, two] }", broken)[0]?.pipeline).toBe("two");
  expect(() => rules("  - { when: {}, run: [bad] }", broken)).toThrow("sigmas is 0");
});

test("a pipeline with two tasks of one class is not selected, for their results would take each other's place", () => {
  const twice = { "twice.yaml": "description: t\ntasks: { a: detect, b: detect }" };
  expect(() => rules("  - { when: {}, run: twice }", twice)).toThrow("two of its tasks have the class detect");
});

test("the selection that comes along gives every image one quick look, guider stamps as well", async () => {
  const tasksFor = tasksForImages(await loadSelection(taskCatalog));
  for (const each of [image("R22_S11"), image("R00_SG0", { kind: "guider" })]) {
    expect(tasksFor(each, testCam).tasks.map(({ task }) => task)).toEqual(["quick-look"]);
  }
});
