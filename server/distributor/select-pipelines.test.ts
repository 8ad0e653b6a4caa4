/** Selection: the first rule that matches wins, and a dry run says why the others did not. */
import { expect, test } from "vitest";
import { camera } from "#contracts/camera.ts";
import { imageArrived } from "#contracts/event.ts";
import { loadSelection, resolveSelection } from "#io/pipelines/load-selection.ts";
import { taskCatalog } from "#tasks/catalog.ts";
import { testClasses } from "../../fixtures/pipeline-texts.ts";
import { imageFacts, judgeRules, tasksForImages } from "./select-pipelines.ts";

const detectors = [
  { id: 0, name: "R22_S11", x: 0, y: 0 },
  { id: 1, name: "R00_SW0", x: 1, y: 0, purpose: "wavefront" },
  { id: 2, name: "R00_SG0", x: 2, y: 0, purpose: "guider", kind: "guider" },
];
const testCam = camera.parse({ name: "TestCam", title: "Test", detectors });
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
  [`  - { when: { imageType: bias }, run: one }\n${rest}`, "imageType is not known before the header is read"],
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
