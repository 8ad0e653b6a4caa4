/** Chooses the pipeline of an image by the first rule that matches what its event and its camera tell. Pure. */
import type { Camera } from "#contracts/camera.ts";
import type { ImageArrived } from "#contracts/event.ts";
import type { LoadedRule } from "#io/pipelines/load-selection.ts";
import { type FactName, fits, type Pattern } from "#io/pipelines/resolve/parse-selection.ts";
import { placeText } from "#io/pipelines/resolve/problem.ts";
import type { PlannedTask } from "./plan-job.ts";

export type ImageFacts = Readonly<Record<FactName, string | number | null>>;

/** What an image gets; without tasks the reason says why. */
export interface SelectedTasks {
  readonly tasks: readonly PlannedTask[];
  readonly reason: string | null;
}
export type TasksFor = (image: ImageArrived, camera: Camera) => SelectedTasks;

/** How one rule was judged, for people. */
export interface Judgement {
  readonly rule: LoadedRule;
  readonly verdict: "matches" | "does not match" | "not reached";
  readonly why: string;
}

/** @returns what is known before a pixel is read; the controller is the letter in an id such as `MC_O_20260901_000123`. */
export function imageFacts(
  image: Pick<ImageArrived, "detector" | "kind" | "obsId"> & { readonly dayObs: number | null },
  camera: Camera,
): ImageFacts {
  const { detector, kind, dayObs, obsId } = image;
  const purpose = camera.detectors.find((each) => each.name === detector)?.purpose ?? null;
  const controller = /^[A-Z]{2}_([A-Z])_\d{8}_\d+$/.exec(obsId ?? "")?.[1] ?? null;
  return { camera: camera.name, detector, kind, purpose, controller, dayObs };
}

/** @param rules whose last one matches everything. */
export function tasksForImages(rules: readonly LoadedRule[]): TasksFor {
  return (image, camera) => {
    const facts = imageFacts(image, camera);
    const rule = rules.find((each) => mismatch(each, facts) === null);
    if (!rule) throw new Error("No rule of the selection matches; its last one should match everything.");
    const nothing = `${placeText(rule.place)} runs nothing: ${rule.reason ?? "no reason is given"}`;
    return { tasks: rule.tasks, reason: rule.tasks.length > 0 ? null : nothing };
  };
}

/** A dry run: every rule with its verdict, in order. */
export function judgeRules(rules: readonly LoadedRule[], facts: ImageFacts): Judgement[] {
  let isDecided = false;
  return rules.map((rule): Judgement => {
    const why = mismatch(rule, facts);
    if (isDecided) return { rule, verdict: "not reached", why: why ?? "would match, but a rule before it does" };
    if (why !== null) return { rule, verdict: "does not match", why };
    isDecided = true;
    const met = rule.when.map(({ fact }) => `${fact} is ${facts[fact] ?? "missing"}`);
    return { rule, verdict: "matches", why: met.join(", ") || "matches everything" };
  });
}

/** @returns the first condition that is not met, in words, or null. */
function mismatch({ when }: LoadedRule, facts: ImageFacts): string | null {
  for (const { fact, patterns } of when) {
    const value = facts[fact];
    if (patterns.some((pattern) => fits(pattern, value))) continue;
    return `${fact} is ${value ?? "missing"}, not ${patterns.map(patternText).join(" or ")}`;
  }
  return null;
}

function patternText(pattern: Pattern): string {
  return typeof pattern === "object" && pattern !== null ? `${pattern.from} to ${pattern.to}` : String(pattern);
}
