/** The second half of the selection: the header's facts against the candidates of a job. */
import { expect, test } from "vitest";
import type { Job } from "#contracts/job.ts";
import type { HeaderFacts } from "#contracts/result-facts.ts";
import type { CandidateRule } from "#contracts/selection.ts";
import { chooseByHeader, waitsForHeader } from "./choose-by-header.ts";

const rule = (line: number, more: Partial<CandidateRule>): CandidateRule => ({
  rule: `s.yaml:${line}`,
  when: [],
  met: [`camera is C`],
  pipeline: `p${line}`,
  config: { line },
  configHash: `hash${line}`,
  reason: null,
  ...more,
});
const asks = (fact: "imageType" | "reason", ...patterns: string[]) => ({ when: [{ fact, patterns }] });
const job = (...candidates: CandidateRule[]) =>
  ({
    config: {},
    configHash: "planned",
    selection: { version: "v", passed: [{ rule: "s.yaml:1", why: "w" }], candidates },
  }) as unknown as Job;
const header = (facts: Partial<HeaderFacts>) => facts as HeaderFacts;
const three = job(rule(2, asks("imageType", "bias", "dark")), rule(3, asks("reason", "*focus*")), rule(4, {}));

test("C1: the first rule that the header meets gives the configuration; the result says why the others did not", () => {
  expect(chooseByHeader(three, header({ imageType: "science", observationReason: "intra_Focus" }))).toMatchObject({
    job: { config: { line: 3 }, configHash: "hash3" },
    selection: {
      version: "v",
      rule: "s.yaml:3",
      pipeline: "p3",
      decidedBy: "header",
      why: "camera is C, reason is intra_Focus",
      passed: [
        { rule: "s.yaml:1", why: "w" },
        { rule: "s.yaml:2", why: "imageType is science, not bias or dark" },
      ],
    },
  });
});

test("C1: a header that cannot be read, or is silent, leaves the rule for all the rest", () => {
  for (const silent of [null, header({})]) {
    const { job: chosen, selection } = chooseByHeader(three, silent);
    expect(chosen?.configHash).toBe("hash4");
    expect(selection?.passed.at(1)?.why).toBe("imageType is missing, not bias or dark");
  }
});

test("a rule that the event chose needs no header", () => {
  const decided = job(rule(2, {}));
  expect([waitsForHeader(decided), waitsForHeader(three)]).toEqual([false, true]);
  expect(chooseByHeader(decided, null)).toMatchObject({
    job: { configHash: "hash2" },
    selection: { decidedBy: "event", why: "camera is C" },
  });
});

test("a rule that does not run the job's task gives no job, and says why", () => {
  const other = { ...asks("imageType", "dark"), config: null, configHash: null, reason: "why" };
  const nothing = job(rule(2, other), rule(3, {}));
  expect(chooseByHeader(nothing, header({ imageType: "dark" }))).toMatchObject({ job: null, reason: "why" });
});

test("a job that no rule chose stays as it is", () => {
  const plain = { configHash: "planned" } as Job;
  expect(chooseByHeader(plain, null)).toEqual({ job: plain, selection: null });
});
