import { expect, test } from "vitest";
import { resolvePipeline } from "#io/pipelines/resolve/resolve-pipeline.ts";
import { testClasses } from "../../fixtures/pipeline-texts.ts";
import { diffFamilies } from "./diff-families.ts";

const texts = new Map(
  Object.entries({
    "p/base.yaml":
      "description: b\nfragments: { deep: { sigmas: 3 } }\ntasks: { find: { class: detect, config: { mode: exact } } }",
    "p/one.yaml": "description: p1\nimports: base.yaml\ntasks: { find: { config: { $use: deep } } }",
    "p/two.yaml": "description: p2\nimports: base.yaml\ntasks: { find: { config: { $use: deep } } }",
    "p/three.yaml": "description: p3\nimports: base.yaml\ntasks: { find: { config: { sigmas: 3 } } }",
    "p/four.yaml": "description: p4\nimports: three.yaml",
  }),
);
const resolved = (...names: string[]) =>
  new Map(names.map((name) => [name, resolvePipeline({ texts, root: "p" }, `p/${name}.yaml`, testClasses)]));

test("what is inherited from one place is typed once", () => {
  expect(diffFamilies(resolved("one", "two", "base"))).toEqual({ compared: 3, typedTwice: [] });
});

test("the same value at two places is told once, however many pipelines show it", () => {
  const { typedTwice } = diffFamilies(resolved("one", "two", "three", "four"));
  expect(typedTwice.map(({ field, left, right }) => [field, left.from, right.from])).toEqual([
    ["sigmas", "p/base.yaml:2", "p/three.yaml:3"],
  ]);
});
