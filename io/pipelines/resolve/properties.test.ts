/** What holds for every pipeline: same files, same result; explain replays; writing and reading back changes nothing. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { configOf, resolved, testClasses } from "../../../fixtures/pipeline-texts.ts";
import { explainTask, replayChain } from "./explain.ts";
import { resolvePipeline } from "./resolve-pipeline.ts";
import { writePipeline } from "./write-pipeline.ts";

const flag = fc.constantFrom("edge", "saturated", "cosmic", "bad");
const change = fc.oneof(
  fc.integer({ min: 1, max: 999 }).map((sigmas) => ({ sigmas })),
  fc.constantFrom("fast", "exact").map((mode) => ({ mode })),
  fc.uniqueArray(flag).map((flags) => ({ flags })),
  fc.uniqueArray(flag).map((flags) => ({ "flags+": flags })),
  fc.uniqueArray(flag).map((flags) => ({ "flags-?": flags })),
  fc.integer({ min: 8, max: 512 }).map((side) => ({ "mesh.sidePx": side })),
  fc.integer({ min: 8, max: 512 }).map((side) => ({ mesh: { sidePx: side, filter: 5 } })),
  fc
    .record({ psf: fc.integer({ min: 0, max: 9 }), aperture: fc.integer({ min: 0, max: 9 }) })
    .map((limits) => ({ limits })),
  fc.integer({ min: 0, max: 9 }).map((psf) => ({ "limits.psf": psf })),
  fc.constant({ sigmas: "parameters.snr" }),
  fc.constantFrom({ $use: ["deep"] }, { $use: ["wide", "deep"] }),
);
const blocks = fc.array(change, { maxLength: 5 });
/** JSON is YAML. */
const files = fc
  .record({ camera: blocks, base: blocks, middle: blocks, own: blocks, reset: fc.boolean() })
  .map(({ camera, base, middle, own, reset }) => ({
    "_cameras/Cam.yaml": JSON.stringify({
      description: "c",
      classes: {
        detect: Object.assign(
          {},
          ...camera
            .filter((each) => !("$use" in each) && Object.values(each)[0] !== "parameters.snr")
            .filter((each) => "sigmas" in each || "mode" in each),
        ),
      },
    }),
    "fragments.yaml": JSON.stringify({
      description: "f",
      fragments: { deep: { sigmas: 3, "flags+": ["deep"] }, wide: { mode: "exact" } },
      parameters: { snr: 8 },
    }),
    "base.yaml": JSON.stringify({
      description: "b",
      imports: "fragments.yaml",
      tasks: { A: { class: "detect", config: base }, B: "photometry" },
      subsets: { all: ["A", "B"] },
      steps: [{ label: "all", dimensions: ["exposure"] }],
      contracts: ["A.sigmas >= 1"],
    }),
    "middle.yaml": JSON.stringify({ description: "m", imports: "base.yaml", tasks: { A: { config: middle } } }),
    "main.yaml": JSON.stringify({
      description: "m",
      instrument: "Cam",
      imports: "middle.yaml",
      tasks: { A: { $reset: reset, config: own } },
    }),
  }));

test("resolution depends on the files alone: not on their order, nor on files that nothing imports", () => {
  fc.assert(
    fc.property(files, (texts) => {
      const paths = Object.entries(texts).map(([name, text]): [string, string] => [`p/${name}`, text]);
      const other = new Map([["p/unused.yaml", "description: ["] as [string, string], ...paths.reverse()]);
      const again = resolvePipeline({ texts: other, root: "p" }, "p/main.yaml", testClasses);
      expect(again.tasks.map((task) => task.configHash)).toEqual(resolved(texts).tasks.map((task) => task.configHash));
    }),
  );
});

test("the chain of every value, computed again from its operations, gives the value", () => {
  fc.assert(
    fc.property(files, (texts) => {
      for (const task of resolved(texts).tasks) {
        for (const { value, chain } of explainTask(task)) {
          expect(replayChain(chain)).toEqual(value);
          expect(chain.at(-1)?.value).toEqual(value);
        }
      }
    }),
  );
});

test("a value of this run wins over all files, and its chain replays as well", () => {
  const given = fc.record({ sigmas: fc.integer({ min: 1, max: 999 }), sidePx: fc.integer({ min: 8, max: 512 }) });
  fc.assert(
    fc.property(files, given, (texts, { sigmas, sidePx }) => {
      const source = "this test";
      const task = resolved(texts, [
        { label: "A", field: "sigmas", value: sigmas, source },
        { label: "A", field: "mesh.sidePx", value: sidePx, source },
      ]).tasks.find(({ label }) => label === "A");
      expect(task?.config).toMatchObject({ sigmas, mesh: { sidePx } });
      for (const { field, value, chain } of task ? explainTask(task) : []) {
        expect(replayChain(chain)).toEqual(value);
        if (["sigmas", "mesh.sidePx"].includes(field)) expect(chain.at(-1)?.layer).toBe("run-time");
      }
    }),
  );
});

test("a pipeline that only imports is the pipeline that it imports", () => {
  fc.assert(
    fc.property(files, (texts) => {
      const wrapped = {
        ...texts,
        "inner.yaml": texts["main.yaml"],
        "main.yaml": "description: w\nimports: inner.yaml",
      };
      expect(configOf(wrapped, "A")).toEqual(configOf(texts, "A"));
    }),
  );
});

test("a pipeline that is written and read back is the same", () => {
  fc.assert(
    fc.property(files, (texts) => {
      const before = resolved(texts);
      const written = { ...texts, "main.yaml": writePipeline(before.pipeline) };
      expect(resolved(written).tasks.map((task) => task.configHash)).toEqual(
        before.tasks.map((task) => task.configHash),
      );
    }),
  );
});

test("the resolved values, given as own values, resolve to themselves", () => {
  fc.assert(
    fc.property(files, (texts) => {
      const config = configOf(texts, "A");
      const main = JSON.stringify({ description: "i", tasks: { A: { class: "detect", config } } });
      expect(configOf({ "main.yaml": main }, "A")).toEqual(config);
    }),
  );
});

test("any text is a pipeline or problems with places, never another error", () => {
  const word = fc.constantFrom(
    "description",
    "tasks",
    "imports",
    ":",
    "- ",
    "\n",
    "  ",
    "{",
    "}",
    "[",
    "]",
    "a",
    "&x",
    "*x",
    "!!t",
    "\t",
    '"',
    "detect",
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (parts) => {
      try {
        resolved({ "main.yaml": parts.join("") });
      } catch (error) {
        expect(error).toMatchObject({ name: "PipelineError" });
      }
    }),
    { numRuns: 300 },
  );
});
