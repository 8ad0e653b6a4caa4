/** C1: it makes no difference whether the event or the header tells a fact: the same rule gives the same configuration. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { camera, headerWords } from "#contracts/camera.ts";
import { imageArrived } from "#contracts/event.ts";
import type { HeaderFacts } from "#contracts/result-facts.ts";
import { type LoadedRule, resolveSelection } from "#io/pipelines/load-selection.ts";
import { PipelineError } from "#io/pipelines/resolve/problem.ts";
import { chooseByHeader } from "#workers/choose-by-header.ts";
import { testClasses } from "../../fixtures/pipeline-texts.ts";
import { planJob } from "./plan-job.ts";
import { imageFacts, judgeRules, tasksForImages } from "./select-pipelines.ts";

const testCam = camera.parse({
  name: "TestCam",
  title: "T",
  headerWords: headerWords.parse({}),
  detectors: [{ id: 0, name: "A", x: 0, y: 0 }],
});
const pipeline = (sigmas: number) =>
  `description: p\ntasks: { find: { class: detect, config: { sigmas: ${sigmas} } } }`;
const word = fc.constantFrom("bias", "dark", "science", "r", "b*", null);
const when = fc.dictionary(fc.constantFrom("imageType", "reason", "band", "camera", "detector"), word, { maxKeys: 3 });
const runs = fc.constantFrom("one", "two", "three", []);
const rules = fc.array(fc.record({ when, run: runs, reason: fc.constant("r") }), { maxLength: 5 });
const told = fc.constantFrom("bias", "dark", "science", "r", null);
const facts = fc.record({ imageType: told, reason: told, band: told });

/** @returns null where a rule can never be reached, which is refused at load. */
function load(select: readonly object[]): LoadedRule[] | null {
  const lines = select.map((rule) => `  - ${JSON.stringify(rule)}`);
  const texts = new Map([
    ["p/selection.yaml", ["description: s", "select:", ...lines].join("\n")],
    ...["one", "two", "three"].map((name, index): [string, string] => [`p/${name}.yaml`, pipeline(index + 1)]),
  ]);
  try {
    return resolveSelection({ texts, root: "p" }, testClasses);
  } catch (error) {
    if (error instanceof PipelineError && /never reached/.test(error.message)) return null;
    throw error;
  }
}

test("the first rule that the facts meet is chosen, whoever tells them, and the dry run says the same", () => {
  fc.assert(
    fc.property(rules, facts, (select, known) => {
      const loaded = load([...select, { when: {}, run: "one" }]);
      fc.pre(loaded !== null);
      if (loaded === null) return;
      const image = (more: object) =>
        imageArrived.parse({
          ...{ type: "image-arrived", v: 1, camera: "TestCam", exposureId: 2026090100001, dayObs: 20260901, seqNum: 1 },
          ...{ detector: "A", uri: "file:///a.fits", ...more },
        });
      const allTold = { ...known, program: null, physicalFilter: null };
      const early = tasksForImages(loaded)(image({ facts: allTold }), testCam);
      const late = tasksForImages(loaded)(image({}), testCam);
      const expected = judgeRules(loaded, { ...imageFacts(image({}), testCam), ...allTold }).find(
        ({ verdict }) => verdict === "matches",
      )?.rule;
      const sigmas = expected?.tasks[0]?.config["sigmas"] ?? null;
      expect(early.tasks[0]?.config["sigmas"] ?? null).toBe(sigmas);
      const [task] = late.tasks;
      if (!task) return expect(sigmas).toBeNull();
      const job = planJob(image({}), testCam, task, { pool: "quick-look", receivedAtMs: 1, queuedAtMs: 2 });
      const { imageType, reason: observationReason, band } = known;
      const header = { imageType, observationReason, band, program: null, physicalFilter: null } as HeaderFacts;
      const choice = chooseByHeader(job, header);
      expect(choice.selection?.rule).toBe(`p/selection.yaml:${expected?.place.line}`);
      expect(choice.job?.config["sigmas"] ?? null).toBe(sigmas);
    }),
  );
});
