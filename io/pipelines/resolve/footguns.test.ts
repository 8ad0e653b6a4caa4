/** What goes wrong silently in pipelines elsewhere, and must not here; numbered as in the list of footguns. */
import { expect, test } from "vitest";
import { configOf, problemsOf, resolved } from "../../../fixtures/pipeline-texts.ts";
import { diffPipelines } from "./diff-pipelines.ts";

const base = "description: b\ntasks:\n  A: { class: detect, config: { sigmas: 6 } }\n  B: photometry\n  C: detect\n";
const main = (text: string) => ({ "base.yaml": base, "main.yaml": `description: m\n${text}` });
const labels = (texts: Record<string, string>) => [...resolved(texts).pipeline.tasks.keys()];
const config = (text: string) => main(`tasks:\n  A: { class: detect, config: ${text} }`);

test("1: a misspelt key is an error with its place and the nearest key, at the top, in a task and in an import", () => {
  expect(problemsOf(main("task: {}\ntasks: { A: detect }"))).toBe(
    'main.yaml:2:1: a pipeline has no key "task". Did you mean "tasks"?',
  );
  expect(problemsOf(main("tasks: { A: { class: detect, confg: {} } }"))).toMatch(
    'main.yaml:2:30: task A has no key "confg". Did you mean "config"?',
  );
  expect(problemsOf(main("imports: { location: base.yaml, exlude: A }"))).toMatch('Did you mean "exclude"?');
  expect(problemsOf(main("tasks: { A: detect }\nsteps: [{ label: s, dimension: [x] }]"))).toMatch('mean "dimensions"?');
});

test("1: a misspelt field is an error with its place and the nearest field", () => {
  expect(problemsOf(config("{ sigma: 7 }"))).toBe(
    'main.yaml:3:33: task A: class detect has no field "sigma". Did you mean "sigmas"?',
  );
  expect(problemsOf(config("{ mesh.sidePX: 7 }"))).toMatch('mesh has no field "sidePX". Did you mean "sidePx"?');
  expect(problemsOf(config("{ mesh: { side: 7 } }"))).toMatch("main.yaml:3:41: ");
});

test("2: a label that an import does not have is an error", () => {
  expect(problemsOf(main("imports: { location: base.yaml, include: NOPE }"))).toMatch(
    'include: base.yaml has no task or subset "NOPE". Known: A, B, C.',
  );
});

test("3: exclude: [] excludes nothing, and include: [] is refused", () => {
  expect(labels(main("imports: { location: base.yaml, exclude: [] }"))).toEqual(["A", "B", "C"]);
  expect(problemsOf(main("imports: { location: base.yaml, include: [] }"))).toMatch(
    "main.yaml:2:42: include names nothing",
  );
});

test("4: include with rename keeps every label that was asked for", () => {
  expect(labels(main("imports: { location: base.yaml, include: [A, B, C], rename: { A: A9 } }"))).toEqual([
    "A9",
    "B",
    "C",
  ]);
});

test("5: a rename follows into contracts, subsets and steps", () => {
  const rich = `${base}subsets: { s: [A, B] }\nsteps: [{ label: s, dimensions: [visit] }]\ncontracts: [A.sigmas > 1]\n`;
  const texts = {
    "base.yaml": rich,
    "main.yaml": "description: m\nimports: { location: base.yaml, rename: { A: A9, s: t } }",
  };
  const { subsets, steps, contracts } = resolved(texts).pipeline;
  expect(subsets.get("t")?.members.map(({ text }) => text)).toEqual(["A9", "B"]);
  expect([...steps.keys()]).toEqual(["t"]);
  expect(contracts).toMatchObject([{ expression: { left: { label: "A9" } } }]);
});

test("6: files that import each other are an error that names the way round", () => {
  const texts = {
    "main.yaml": "description: m\nimports: a.yaml",
    "a.yaml": "description: a\nimports: b.yaml",
    "b.yaml": "description: b\nimports: main.yaml",
  };
  expect(problemsOf(texts)).toMatch(
    "b.yaml:2:10: files import each other in a circle: main.yaml → a.yaml → b.yaml → main.yaml",
  );
});

test("7: a diamond is fine where both sides agree, and names both sides and the field where they differ", () => {
  const side = (more: string) => `description: s\nimports: base.yaml\n${more}`;
  const texts = (left: string, right: string) => ({
    "base.yaml": base,
    "left.yaml": side(left),
    "right.yaml": side(right),
    "main.yaml": "description: m\nimports: [left.yaml, right.yaml]",
  });
  const seven = "tasks: { A: { config: { sigmas: 7 } } }";
  expect(labels(texts("", ""))).toEqual(["A", "B", "C"]);
  expect(configOf(texts(seven, seven), "A")).toMatchObject({ sigmas: 7 });
  expect(problemsOf(texts(seven, ""))).toBe(
    "main.yaml:2:22: task A comes from two imports that differ (left.yaml:3 and base.yaml:3): sigmas: 7 and 6",
  );
});

test("8: parameters of imports that differ are an error unless the file says which", () => {
  const texts = (own: string) => ({
    "l.yaml": "description: l\nparameters: { p: 1 }\ntasks: { L: detect }",
    "r.yaml": "description: r\nparameters: { p: 2 }\ntasks: { R: detect }",
    "main.yaml": `description: m\nimports: [l.yaml, r.yaml]\n${own}`,
  });
  expect(problemsOf(texts(""))).toMatch("1 and 2; say which in the parameters of main.yaml");
  expect(problemsOf(texts("parameters: { p: 2 }"))).toBe("");
});

test("9: an unknown parameter is an error, also inside a list", () => {
  expect(problemsOf(config("{ flags: [parameters.nope] }"))).toMatch(
    'main.yaml:3:41: task A: there is no parameter "nope"',
  );
});

test("10: a contract is dropped only when it names a removed label, not when a text looks like one", () => {
  const texts = (contract: string) => ({
    "base.yaml": `${base}contracts: ['${contract}']\n`,
    "main.yaml": "description: m\nimports: { location: base.yaml, exclude: C }",
  });
  expect(resolved(texts('A.mode != "C.mode"')).pipeline.contracts).toHaveLength(1);
  expect(resolved(texts("A.sigmas >= C.sigmas")).pipeline.contracts).toHaveLength(0);
});

test("11 and 12: $reset drops what was inherited, with the same class and with another", () => {
  const reset = (text: string) => main(`imports: base.yaml\ntasks: { A: { ${text}, $reset: true } }`);
  expect(configOf(reset("class: detect, config: { mode: exact }"), "A")).toMatchObject({ sigmas: 5, mode: "exact" });
  expect(configOf(reset("class: photometry"), "A")).toEqual({ radiusPx: 4, label: null });
});

test("13: lists grow and shrink by field+ and field-, and doing it twice changes nothing", () => {
  const flags = (text: string) => configOf(config(text), "A")["flags"];
  expect(flags("{ flags+: [cosmic, edge] }")).toEqual(["edge", "saturated", "cosmic"]);
  expect(flags("[{ flags+: cosmic }, { flags+: cosmic }, { flags-: edge }]")).toEqual(["saturated", "cosmic"]);
  expect(problemsOf(config("{ flags-: nope }"))).toMatch('flags does not hold "nope"');
  expect(flags("{ flags-?: nope }")).toEqual(["edge", "saturated"]);
  expect(problemsOf(config("{ flags: [a], flags+: [b] }"))).toMatch("flags is changed twice in one block");
  expect(problemsOf(config("{ sigmas+: 1 }"))).toMatch("sigmas is no list");
});

test("14: code in a pipeline is refused, whatever its dress", () => {
  expect(problemsOf(config("{ python: 'config.x = 1' }"))).toMatch('"python" is not supported');
  expect(problemsOf(config("{ sigmas: !!python/object/apply:os.system [ls] }"))).toMatch(
    /not YAML|a pipeline holds no code/,
  );
  expect(problemsOf(main("tasks: { A: &x detect, B: *x }"))).toMatch("anchors and aliases");
});

test("15: pipelines can be compared: one with itself is equal, one changed value is one difference", () => {
  const before = resolved(config("{ sigmas: 7 }"));
  expect(diffPipelines(before, before)).toMatchObject({ onlyLeft: [], onlyRight: [], overridden: [], typedTwice: [] });
  const after = resolved(config("{ sigmas: 8 }"));
  expect(diffPipelines(before, after).overridden).toMatchObject([{ label: "A", field: "sigmas" }]);
});

test("17: an import is found beside its file and never outside the folder or over a network", () => {
  const texts = {
    "main.yaml": "description: m\nimports: a/b.yaml",
    "a/b.yaml": "description: b\nimports: c.yaml",
    "a/c.yaml": base,
  };
  expect(labels(texts)).toEqual(["A", "B", "C"]);
  for (const [location, why] of [
    ["../../etc/x.yaml", "leads out of the folder"],
    ["/etc/x.yaml", "relative to this file"],
    ["https://example.org/x.yaml", "over a network"],
    ["$HOME/x.yaml", "variables of the environment"],
  ]) {
    expect(problemsOf(main(`imports: ${location}`))).toMatch(why as string);
  }
});

test("18: types come from the schema: a text is not read as a number, and a value out of range is refused", () => {
  expect(problemsOf(config('{ sigmas: "7" }'))).toMatch('sigmas is "7", allowed is a number from 1 to 1000');
  expect(problemsOf(config("{ sigmas: 0 }"))).toMatch(
    "main.yaml:3:33: task A: sigmas is 0, allowed is a number from 1 to 1000",
  );
  expect(problemsOf(config("{ mode: exakt }"))).toMatch('mode is "exakt", allowed is one of "fast", "exact"');
  expect(problemsOf(config("{ mesh: { sidePx: 7.5 } }"))).toMatch(
    "mesh.sidePx is 7.5, allowed is a whole number from 8",
  );
  expect(problemsOf(config("{ sigmas: .nan }"))).toMatch("finite number");
});

test("a fragment comes first, in the order of $use, own values win, and a circle of fragments is refused", () => {
  const fragments = "fragments: { deep: { sigmas: 3, mode: exact }, quick: { $use: [deep], sigmas: 9 } }\n";
  const using = (text: string) => main(`${fragments}tasks: { A: { class: detect, config: ${text} } }`);
  expect(configOf(using("{ $use: [deep, quick] }"), "A")).toMatchObject({ sigmas: 9, mode: "exact" });
  expect(configOf(using("{ sigmas: 4, $use: deep }"), "A")).toMatchObject({ sigmas: 4, mode: "exact" });
  expect(problemsOf(using("{ $use: dep }"))).toMatch('there is no fragment "dep". Did you mean "deep"?');
  expect(problemsOf(main("fragments: { a: { $use: b }, b: { $use: a } }"))).toMatch("in a circle: a → b → a");
});

test("a fragment that two imports bring with different content is an error", () => {
  const texts = {
    "l.yaml": "description: l\nfragments: { f: { sigmas: 2 } }",
    "r.yaml": "description: r\nfragments: { f: { sigmas: 3 } }",
    "main.yaml": "description: m\nimports: [l.yaml, r.yaml]\ntasks: { A: detect }",
  };
  expect(problemsOf(texts)).toMatch(
    "fragment f comes from two imports that differ (l.yaml:2 and r.yaml:2): sigmas: 2 and 3",
  );
});

test("all errors of a file are told at once", () => {
  expect(problemsOf(config("{ sigmas: 0, mode: none, nope: 1 }")).split("\n")).toHaveLength(3);
  const texts = main("task: 1\ntasks: { A: { clas: detect } }\nsteps: [{}]");
  const places = problemsOf(texts)
    .split("\n")
    .map((line) => line.split(":").slice(0, 3).join(":"));
  expect(places).toEqual(["main.yaml:2:1", "main.yaml:3:15", "main.yaml:4:9", "main.yaml:3:10"]);
});

test("camera overrides come after the class and before imports; run-time values come last", () => {
  const texts = {
    "_cameras/Cam.yaml": "description: c\nclasses: { detect: { sigmas: 2, mode: exact, mesh.filter: 7 } }",
    "base.yaml": base,
    "main.yaml": "description: m\ninstrument: Cam\nimports: base.yaml\ntasks: { C: { config: { sigmas: 8 } } }",
  };
  const tasks = resolved(texts, [{ label: "C", field: "mesh.filter", value: 9, source: "this run" }]).tasks;
  expect(tasks.find(({ label }) => label === "A")?.config).toMatchObject({
    sigmas: 6,
    mode: "exact",
    mesh: { filter: 7 },
  });
  expect(tasks.find(({ label }) => label === "C")?.config).toMatchObject({
    sigmas: 8,
    mode: "exact",
    mesh: { filter: 9 },
  });
  expect(problemsOf({ ...texts, "_cameras/Cam.yaml": "description: c\nclasses: { detct: {} }" })).toMatch(
    'mean "detect"?',
  );
});

test("a resolved configuration is frozen through and through", () => {
  const frozen = configOf(config("{}"), "A") as { mesh: { filter: number } };
  expect(() => {
    frozen.mesh.filter = 1;
  }).toThrow(TypeError);
});

test("names that every object has are no fields, classes, labels of imports or parameters", () => {
  for (const name of ["constructor", "__proto__", "toString", "mesh.constructor"]) {
    expect(problemsOf(config(`{ ${name}: 1 }`))).toMatch(/has no field/);
  }
  expect(problemsOf(main("tasks: { A: constructor }"))).toMatch('there is no class "constructor"');
  expect(problemsOf(main("imports: { location: base.yaml, include: toString }"))).toMatch("no task or subset");
  expect(problemsOf(config("{ sigmas: parameters.constructor }"))).toMatch('no parameter "constructor"');
});

test("a contract that reads a field that there is not is an error with the nearest field", () => {
  const texts = main("tasks: { A: detect }\ncontracts: [A.sigma > 1, A.constructor == 1]");
  expect(problemsOf(texts)).toMatch('A has no field "sigma". Did you mean "sigmas"?');
  expect(problemsOf(texts)).toMatch('A has no field "constructor"');
});

test("files that are no pipelines end in a problem, not in a crash", () => {
  for (const text of ["", "[1, 2]", "just text", "\0\x01", "[".repeat(20_000), "a: b: c", "---\na: 1\n---\nb: 2"]) {
    expect(problemsOf({ "main.yaml": text })).toMatch(/^main.yaml:\d+:\d+: /);
  }
  const deep = Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [`f${index}.yaml`, `description: d\nimports: f${index + 1}.yaml`]),
  );
  expect(problemsOf({ ...deep, "main.yaml": "description: m\nimports: f0.yaml" })).toMatch(
    "nested deeper than 16 files",
  );
});
