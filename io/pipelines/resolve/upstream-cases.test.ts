/** The cases of lsst/pipe_base `tests/test_pipelineIR.py`, by the names that they have there. */
import { expect, test } from "vitest";
import { configOf, problemsOf, resolved } from "../../../fixtures/pipeline-texts.ts";
import { writePipeline } from "./write-pipeline.ts";

const base = `
description: base
instrument: Cam
parameters: { snr: 7 }
tasks:
  A: { class: detect, config: { sigmas: 6 } }
  B: { class: photometry, config: { radiusPx: 3 } }
  C: photometry
subsets:
  first: [A, B]
  last: { subset: [C], description: the end }
steps:
  - { label: first, dimensions: [exposure, detector] }
contracts:
  - A.sigmas > B.radiusPx
  - { contract: "C.radiusPx == 4", msg: C stays }
`;
const labels = (texts: Record<string, string>) => [...resolved(texts).pipeline.tasks.keys()];
const importing = (imports: string, more = "") => ({
  "base.yaml": base,
  "main.yaml": `description: main\nimports: ${imports}\n${more}`,
});

test("testMergeConfig: blocks of equal, disjoint and conflicting keys are applied in order, the later wins", () => {
  const config = "[{ sigmas: 6 }, { sigmas: 6 }, { mode: exact }, { sigmas: 8 }]";
  const main = `description: d\ntasks:\n  A: { class: detect, config: ${config} }`;
  expect(configOf({ "main.yaml": main }, "A")).toMatchObject({ sigmas: 8, mode: "exact" });
});

test("testPipelineIRInitChecks: no description, neither tasks nor imports, an imported file that is missing", () => {
  expect(problemsOf({ "main.yaml": "tasks: { A: detect }" })).toBe("main.yaml:1:1: a pipeline needs a description");
  expect(problemsOf({ "main.yaml": "description: d" })).toMatch("main.yaml:1:1: a pipeline needs tasks, imports");
  expect(problemsOf({ "main.yaml": "description: d\nimports: base.yml", "base.yaml": base })).toMatch(
    'main.yaml:2:10: there is no file base.yml. Did you mean "base.yaml"?',
  );
});

test("testTaskParsing: both forms of a task, in the order of the file", () => {
  expect(labels({ "main.yaml": "description: d\ntasks: { Z: detect, A: { class: photometry } }" })).toEqual(["Z", "A"]);
});

test("testImportParsing: include and exclude by task and by subset, never both", () => {
  expect(labels(importing("[{ location: base.yaml, include: [A, C] }]"))).toEqual(["A", "C"]);
  expect(labels(importing("{ location: base.yaml, exclude: A }"))).toEqual(["B", "C"]);
  expect(labels(importing("{ location: base.yaml, include: first }"))).toEqual(["A", "B"]);
  expect(labels(importing("{ location: base.yaml, exclude: [first] }"))).toEqual(["C"]);
  expect(problemsOf(importing("{ location: base.yaml, include: A, exclude: B }"))).toMatch("not both");
});

test("testImportParsing: one label in two imports that differ is an error that exclude solves", () => {
  const other = "description: o\ntasks: { A: { class: detect, config: { sigmas: 9 } } }";
  const main = (exclude: string) => `description: d\nimports: [base.yaml, { location: o.yaml, exclude: ${exclude} }]`;
  const texts = (exclude: string) => ({ "base.yaml": base, "o.yaml": other, "main.yaml": main(exclude) });
  expect(problemsOf(texts("[]"))).toMatch(
    "task A comes from two imports that differ (base.yaml:6 and o.yaml:2): sigmas: 6 and 9",
  );
  expect(labels(texts("[A]"))).toEqual(["A", "B", "C"]);
});

test("testImportParsing: rename, alone and with include; to a taken name, two to one name, and a swap are errors", () => {
  expect(labels(importing("{ location: base.yaml, rename: { A: A9 } }"))).toEqual(["A9", "B", "C"]);
  expect(labels(importing("{ location: base.yaml, include: [A, B], rename: { A: A9 } }"))).toEqual(["A9", "B"]);
  expect(problemsOf(importing("{ location: base.yaml, rename: { A: B } }"))).toMatch('"B" is taken, by base.yaml:7');
  expect(problemsOf(importing("{ location: base.yaml, rename: { A: D, B: D } }"))).toMatch("cannot both be renamed");
  expect(problemsOf(importing("{ location: base.yaml, rename: { A: B, B: A } }"))).toMatch("is itself renamed here");
});

test("testImportParsing: contracts are imported, left out on demand, and dropped with the labels that they name", () => {
  const count = (imports: string) => resolved(importing(imports)).pipeline.contracts.length;
  expect(count("base.yaml")).toBe(2);
  expect(count("{ location: base.yaml, importContracts: false }")).toBe(0);
  expect(count("{ location: base.yaml, exclude: B }")).toBe(1);
});

test("testImportParsing: configuration is inherited with the same class, and a class changes only with $reset", () => {
  const tasks = (text: string) => importing("base.yaml", `tasks:\n  A: ${text}`);
  expect(configOf(tasks("{ class: detect, config: { mode: exact } }"), "A")).toMatchObject({
    sigmas: 6,
    mode: "exact",
  });
  expect(configOf(tasks("detect"), "A")).toMatchObject({ sigmas: 6 });
  expect(problemsOf(tasks("photometry"))).toMatch("main.yaml:4:6: task A changes its class from detect (base.yaml:6)");
  const dropped = importing(
    "{ location: base.yaml, importContracts: false }",
    "tasks: { A: { class: photometry, $reset: true } }",
  );
  expect(configOf(dropped, "A")).toEqual({ radiusPx: 4, label: null });
});

test("testImportParsing: subsets are imported, overridden by the file, and clash with labels and with each other", () => {
  const subsets = (more: string) => importing("base.yaml", more);
  expect([...resolved(subsets("")).pipeline.subsets.keys()]).toEqual(["first", "last"]);
  const own = resolved(subsets("subsets: { first: [C] }")).pipeline.subsets.get("first");
  expect(own?.members.map(({ text }) => text)).toEqual(["C"]);
  expect(problemsOf(subsets("tasks: { last: detect }"))).toMatch("last is the name of a subset and of a task");
  const texts = {
    ...importing("[base.yaml, o.yaml]"),
    "o.yaml": "description: o\ntasks: { D: detect }\nsubsets: { first: [D] }",
  };
  expect(problemsOf(texts)).toMatch("subset first comes from two imports that differ");
});

test("testImportParsing: an unknown way to treat subsets is refused", () => {
  expect(problemsOf(importing("{ location: base.yaml, labeledSubsetModifyMode: WRONG }"))).toMatch("DROP or EDIT");
});

test("testSteps: imported, conflicting, dropped with their subset, left out on demand", () => {
  const steps = (imports: string, more = "") => [...resolved(importing(imports, more)).pipeline.steps.keys()];
  expect(steps("base.yaml")).toEqual(["first"]);
  expect(steps("{ location: base.yaml, exclude: A }")).toEqual([]);
  expect(steps("{ location: base.yaml, importSteps: false }")).toEqual([]);
  expect(problemsOf(importing("base.yaml", "steps: [{ label: first, dimensions: [visit] }]"))).toMatch(
    "step first differs from base.yaml:13",
  );
  const twice = "[{ label: last, dimensions: [visit] }, { label: last, dimensions: [visit] }]";
  expect(problemsOf(importing("base.yaml", `steps: ${twice}`))).toMatch("step last stands here twice");
});

test("testReadParameters: parameters are a mapping", () => {
  expect(problemsOf({ "main.yaml": "description: d\ntasks: { A: detect }\nparameters: [a, b]" })).toMatch(
    'main.yaml:3:13: parameters must be a mapping, not ["a","b"]',
  );
});

test("testTaskParameterLabel: no task is called parameters", () => {
  expect(problemsOf({ "main.yaml": "description: d\ntasks: { parameters: detect }" })).toMatch("cannot be a label");
});

test("testParameterImporting: the file's value wins; imports that differ are an error unless it has one", () => {
  const texts = (own: string) => ({
    ...importing("[base.yaml, o.yaml]", `${own}\ntasks: { D: { class: detect, config: { sigmas: parameters.snr } } }`),
    "o.yaml": "description: o\nparameters: { snr: 8 }\ntasks: { E: detect }",
  });
  expect(configOf(texts("parameters: { snr: 9 }"), "D")).toMatchObject({ sigmas: 9 });
  expect(problemsOf(texts(""))).toMatch(
    "parameter snr comes from two imports that differ (base.yaml:4 and o.yaml:2): 7 and 8",
  );
});

test("testImportingInstrument: inherited, dropped, overridden; a conflict names both", () => {
  const instrument = (imports: string, more = "") => resolved(importing(imports, more)).pipeline.instrument?.name;
  expect(instrument("base.yaml")).toBe("Cam");
  expect(instrument("{ location: base.yaml, instrument: None }")).toBeUndefined();
  expect(instrument("{ location: base.yaml, instrument: Other }", "instrument: Other")).toBe("Other");
  expect(problemsOf(importing("base.yaml", "instrument: Other"))).toMatch("Other (main.yaml:3) and Cam (base.yaml:3)");
});

test("testParameterConfigFormatting: a parameter stands for a value, also in lists and mappings; an unknown one is an error", () => {
  const main = (config: string) => ({
    "main.yaml": `description: d\nparameters: { snr: 7, flag: cosmic }\ntasks:\n  A: { class: detect, config: ${config} }`,
  });
  const config = "{ sigmas: parameters.snr, flags: [edge, parameters.flag], limits: { psf: parameters.snr } }";
  expect(configOf(main(config), "A")).toMatchObject({ sigmas: 7, flags: ["edge", "cosmic"], limits: { psf: 7 } });
  expect(problemsOf(main("{ sigmas: parameters.sn }"))).toBe(
    'main.yaml:4:41: task A: there is no parameter "sn". Did you mean "snr"?',
  );
});

test("testReadContracts: both forms; the message comes with the values when a contract is broken", () => {
  const texts = importing("base.yaml", "tasks: { C: { config: { radiusPx: 5 } } }");
  expect(problemsOf(texts)).toBe("base.yaml:16:17: broken contract (C stays): (C.radiusPx == 4); C.radiusPx is 5");
});

test("testReadNamedSubsets: both forms, an unknown member, a missing list", () => {
  const main = (subsets: string) => ({
    "main.yaml": `description: d\ntasks: { A: detect, B1: detect }\nsubsets: ${subsets}`,
  });
  expect(resolved(main("{ s: { subset: [A], description: all } }")).pipeline.subsets.get("s")?.description).toBe("all");
  expect(problemsOf(main("{ s: [A, B2] }"))).toMatch(
    'main.yaml:3:19: subset s: there is no task "B2". Did you mean "B1"?',
  );
  expect(problemsOf(main("{ s: { description: none } }"))).toMatch('needs a list of labels under the key "subset"');
});

test("testSubsettingPipeline: a subset that lost a member is dropped, or edited on demand", () => {
  const names = (mode: string) => {
    const imports = `{ location: base.yaml, exclude: A, labeledSubsetModifyMode: ${mode} }`;
    return [...resolved(importing(imports)).pipeline.subsets.values()].map(({ name, members }) => [
      name,
      members.length,
    ]);
  };
  expect(names("DROP")).toEqual([["last", 1]]);
  expect(names("EDIT")).toEqual([
    ["first", 1],
    ["last", 1],
  ]);
});

test("testInstrument: one only", () => {
  expect(problemsOf({ "main.yaml": "description: d\ninstrument: [A, B]\ntasks: { A: detect }" })).toMatch(
    "main.yaml:2:13: instrument must be a text",
  );
});

test("testReadTaskConfig: a mapping or a list of mappings; code and other files are refused", () => {
  const main = (config: string) => ({
    "main.yaml": `description: d\ntasks: { A: { class: detect, config: ${config} } }`,
  });
  expect(configOf(main("{ mesh.sidePx: 32 }"), "A")).toMatchObject({ mesh: { sidePx: 32, filter: 3 } });
  expect(configOf(main("[{ mesh: { filter: 5 } }, { mesh.sidePx: 32 }]"), "A")).toMatchObject({
    mesh: { sidePx: 32, filter: 5 },
  });
  for (const key of ["python", "file", "dataId"])
    expect(problemsOf(main(`{ ${key}: x }`))).toMatch(`"${key}" is not supported`);
});

test("testSerialization: a pipeline that is written and read again is the same, steps and contracts included", () => {
  const before = resolved(importing("base.yaml", "tasks: { A: { config: { flags+: [cosmic] } } }"));
  const after = resolved({ "main.yaml": writePipeline(before.pipeline) });
  expect(after.tasks.map(({ label, configHash }) => [label, configHash])).toEqual(
    before.tasks.map(({ label, configHash }) => [label, configHash]),
  );
  expect(writePipeline(after.pipeline)).toBe(writePipeline(before.pipeline));
  expect([...after.pipeline.steps.keys()]).toEqual(["first"]);
  expect(after.pipeline.contracts).toHaveLength(2);
});

test("testPipelineYamlLoader: a key that stands twice is refused with its place", () => {
  expect(problemsOf({ "main.yaml": "description: d\ntasks:\n  A: detect\n  A: detect\n" })).toBe(
    "main.yaml:4:3: this key stands here twice; keep one",
  );
});

test("testMultiLineStrings: long texts survive", () => {
  const text = "a rather long description that goes on and on, ".repeat(8).trim();
  const written = writePipeline(resolved({ "main.yaml": `description: "${text}"\ntasks: { A: detect }` }).pipeline);
  expect(resolved({ "main.yaml": written }).pipeline.description).toBe(text);
});
