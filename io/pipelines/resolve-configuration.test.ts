/** A folder of pipelines as a whole: its version, and everything that is wrong in it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { testClasses } from "../../fixtures/pipeline-texts.ts";
import { resolveConfiguration, versionOf } from "./resolve-configuration.ts";

const good = {
  "p/selection.yaml": "description: s\nselect: [{ when: {}, run: one }]",
  "p/one.yaml": "description: o\ntasks: { find: detect }",
};
const filesOf = (texts: Record<string, string>) => ({ texts: new Map(Object.entries(texts)), root: "p" });
const resolve = (texts: Record<string, string>) => resolveConfiguration(filesOf(texts), testClasses);

test("sound files are resolved, and the version is that of their texts", () => {
  const { version, pipelines, rules } = resolve(good);
  expect(version).toMatch(/^[0-9a-f]{12}$/);
  expect([...pipelines.keys()]).toEqual(["one"]);
  expect(rules).toMatchObject([{ pipeline: "one" }]);
});

test("the version depends on paths and texts, not on their order", () => {
  const texts = fc.dictionary(fc.string(), fc.string());
  fc.assert(
    fc.property(texts, (each) => {
      const reversed = Object.fromEntries(Object.entries(each).reverse());
      expect(versionOf(filesOf(reversed))).toBe(versionOf(filesOf(each)));
      expect(versionOf(filesOf({ ...each, more: "" }))).not.toBe(versionOf(filesOf({ ...each, more: "x" })));
    }),
  );
});

test.each([
  ["a pipeline that no rule runs", { "p/two.yaml": "description: t\ntasks: { a: nope }" }, "p/two.yaml:2"],
  [
    "a camera that no pipeline names",
    { "p/_cameras/C.yaml": "description: c\nclasses: { dtect: {} }" },
    "p/_cameras/C.yaml:2",
  ],
  ["the selection", { "p/selection.yaml": "description: s\nselect: [{ when: {}, run: none }]" }, "p/selection.yaml:2"],
  [
    "the pools",
    { "p/selection.yaml": `${good["p/selection.yaml"]}\npools: [{ when: { arival: x }, pool: a }]` },
    "p/selection.yaml:3",
  ],
])("C3: a mistake in %s is found", (_, more, place) => {
  expect(() => resolve({ ...good, ...more })).toThrow(place);
});

test("a broken pipeline is told once, not again for each rule that runs it", () => {
  const broken = { "p/one.yaml": "description: o\ntasks: { find: { class: detect, config: { sigmas: 0 } } }" };
  const both = {
    ...broken,
    "p/selection.yaml": "description: s\nselect: [{ when: {}, run: one }, { whn: {}, run: one }]",
  };
  expect(() => resolve({ ...good, ...broken })).toThrow(/^p\/one.yaml:2:43: .*sigmas is 0[^\n]*$/);
  expect(() => resolve({ ...good, ...both })).toThrow(/p\/one.yaml:2[\s\S]*p\/selection.yaml:2/);
});
