/** Rules that choose a pipeline by facts of an image: their shape in jobs and results, and how they are judged. */
import { z } from "zod";
import { passedRule } from "./result-selection.ts";

/** What an event and the camera's data tell before the image is read. */
export const earlyFacts = [
  "camera",
  "detector",
  "kind",
  "purpose",
  "vendor",
  "pattern",
  "controller",
  "dayObs",
] as const;
/** What the header tells; an event may tell it earlier. */
export const headerFactNames = ["imageType", "reason", "program", "band", "physicalFilter"] as const;
export const factNames = [...earlyFacts, ...headerFactNames] as const;
export const factName = z.enum(factNames);
export type FactName = z.infer<typeof factName>;

/** `undefined` is not known yet, null is known to be missing; of a list any may fit. */
export type SelectionFacts = { readonly [fact in FactName]?: string | number | readonly string[] | null | undefined };

/** A text, where `*` stands for anything; a number; null for what is missing; or a range, both ends included. */
export const pattern = z.union([z.string(), z.number(), z.null(), z.object({ from: z.number(), to: z.number() })]);
export type Pattern = z.infer<typeof pattern>;

export const condition = z.object({
  fact: factName,
  /** Any of them. */
  patterns: z.array(pattern),
});
export type Condition = z.infer<typeof condition>;

/** A rule that may still match, with what its pipeline gives the job's task. */
export const candidateRule = z.object({
  rule: z.string(),
  /** All of them; those that the event has met are left out, none matches every image. */
  when: z.array(condition),
  /** What the event has met of it, for people. */
  met: z.array(z.string()).default([]),
  pipeline: z.string().nullable(),
  /** Resolved; null when the rule does not run the job's task, and `reason` says why. */
  config: z.record(z.string(), z.unknown()).nullable(),
  configHash: z.string().nullable(),
  reason: z.string().nullable(),
});
export type CandidateRule = z.infer<typeof candidateRule>;

/** How far the distributor got with the selection; the worker goes on with the header. */
export const jobSelection = z.object({
  /** Version of the configuration that the rules are of; null is not told. */
  version: z.string().nullable(),
  /** Rules in order that are already out. */
  passed: z.array(passedRule),
  /** In order; the last one matches everything that the others leave. */
  candidates: z.array(candidateRule).min(1),
});
export type JobSelection = z.infer<typeof jobSelection>;

/** @returns whether a fact, null where it is missing, fits. Texts are compared without regard to case. */
export function fits(wanted: Pattern, fact: string | number | null): boolean {
  if (wanted === null || fact === null) return wanted === fact;
  if (typeof wanted === "object") return typeof fact === "number" && fact >= wanted.from && fact <= wanted.to;
  if (typeof wanted === "number") return wanted === fact;
  return expressionOf(wanted).test(String(fact));
}

/** A handful of patterns is asked of every image. */
const expressions = new Map<string, RegExp>();
const mostExpressions = 1000;

function expressionOf(wanted: string): RegExp {
  const known = expressions.get(wanted);
  if (known) return known;
  const parts = wanted.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const expression = new RegExp(`^${parts.join(".*")}$`, "i");
  if (expressions.size >= mostExpressions) expressions.clear();
  expressions.set(wanted, expression);
  return expression;
}

/** How a rule stands: it matches, it is out and why, or it waits for facts; `met` holds what speaks for it. */
export type Verdict =
  | { readonly verdict: "matches"; readonly met: readonly string[] }
  | { readonly verdict: "out"; readonly why: string }
  | { readonly verdict: "open"; readonly open: readonly Condition[]; readonly met: readonly string[] };

/** What of a header rules may ask for. */
interface AskedHeader {
  imageType: string | null;
  observationReason: string | null;
  program: string | null;
  band: string | null;
  physicalFilter: string | null;
}

/** @param header null where it cannot be read: then every fact of it is missing. */
export function factsOfHeader(header: AskedHeader | null): SelectionFacts {
  return {
    imageType: header?.imageType ?? null,
    reason: header?.observationReason ?? null,
    program: header?.program ?? null,
    band: header?.band ?? null,
    physicalFilter: header?.physicalFilter ?? null,
  };
}

/** Judges one rule by the facts that are known so far. */
export function judge(when: readonly Condition[], facts: SelectionFacts): Verdict {
  const open: Condition[] = [];
  const met: string[] = [];
  for (const each of when) {
    const value = facts[each.fact];
    if (value === undefined) {
      open.push(each);
      continue;
    }
    const told = factText(value);
    const values = typeof value === "object" && value !== null ? (value.length > 0 ? value : [null]) : [value];
    if (!each.patterns.some((wanted) => values.some((one) => fits(wanted, one)))) {
      return { verdict: "out", why: `${each.fact} is ${told}, not ${each.patterns.map(patternText).join(" or ")}` };
    }
    met.push(`${each.fact} is ${told}`);
  }
  return open.length > 0 ? { verdict: "open", open, met } : { verdict: "matches", met };
}

/** @returns the fact for people; what is missing is said to be. */
export function factText(value: SelectionFacts[FactName]): string {
  if (value === undefined) return "not known yet";
  if (typeof value === "object" && value !== null) return value.length > 0 ? value.join(" and ") : "missing";
  return value === null ? "missing" : String(value);
}

/** @returns the pattern for people. */
export function patternText(wanted: Pattern): string {
  if (wanted === null) return "missing";
  return typeof wanted === "object" ? `${wanted.from} to ${wanted.to}` : String(wanted);
}

/** @returns why a rule matches, for people. */
export function metText(met: readonly string[]): string {
  return met.join(", ") || "matches everything";
}
