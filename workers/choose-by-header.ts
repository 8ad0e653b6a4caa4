/** Ends the selection that a distributor began: the first rule that the header's facts meet gives the configuration. Pure. */
import type { Job } from "#contracts/job.ts";
import type { DetectorResult } from "#contracts/result.ts";
import type { HeaderFacts } from "#contracts/result-facts.ts";
import { factsOfHeader, judge, metText } from "#contracts/selection.ts";

/** The job with the configuration of its rule, or none: then `reason` says why. */
export type Choice =
  | { readonly job: Job; readonly selection: DetectorResult["selection"] }
  | { readonly job: null; readonly selection: DetectorResult["selection"]; readonly reason: string };

/** @returns whether the header is needed to choose. */
export function waitsForHeader({ selection }: Job): boolean {
  return selection?.candidates[0] !== undefined && selection.candidates[0].when.length > 0;
}

/** @param header null where it cannot be read: then every fact of it is missing. */
export function chooseByHeader(job: Job, header: HeaderFacts | null): Choice {
  if (!job.selection) return { job, selection: null };
  const { version, candidates } = job.selection;
  const passed = [...job.selection.passed];
  const facts = factsOfHeader(header);
  for (const { rule, when, met, pipeline, config, configHash, reason } of candidates) {
    const judged = judge(when, facts);
    if (judged.verdict !== "matches") {
      passed.push({ rule, why: judged.verdict === "out" ? judged.why : "its facts are not in the header" });
      continue;
    }
    const decidedBy = waitsForHeader(job) ? "header" : "event";
    const why = metText([...met, ...judged.met]);
    const selection = { version, rule, pipeline, decidedBy, why, passed } as const;
    if (config === null || configHash === null)
      return { job: null, selection, reason: reason ?? `${rule} runs nothing` };
    return { job: { ...job, config, configHash }, selection };
  }
  // The last rule matches everything, so that only a job made elsewhere can come here.
  return { job, selection: null };
}
