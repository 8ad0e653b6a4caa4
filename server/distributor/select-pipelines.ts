/** Chooses the pipeline of an image by the first rule that matches; what only the header can decide goes on to the worker. Pure. */
import type { Camera } from "#contracts/camera.ts";
import type { ImageArrived } from "#contracts/event.ts";
import type { PassedRule } from "#contracts/result-selection.ts";
import { type CandidateRule, type Condition, fits, judge, metText, type SelectionFacts } from "#contracts/selection.ts";
import type { LoadedRule } from "#io/pipelines/load-selection.ts";
import { placeText } from "#io/pipelines/resolve/problem.ts";
import type { Arrival } from "#io/redis/begin-exposures.ts";
import { imageTypeOf } from "#server/intake/parse-sidecar.ts";
import type { PlannedTask } from "./plan-job.ts";

/** What an image gets; without tasks the reason says why. */
export interface SelectedTasks {
  readonly tasks: readonly PlannedTask[];
  readonly reason: string | null;
  /** The pool whose workers do them, by the rules of the same configuration; without it the default one. */
  readonly poolOf?: (arrival: Arrival) => string;
}
export type TasksFor = (image: ImageArrived, camera: Camera) => SelectedTasks;

/** How one rule was judged, for people. */
export interface Judgement {
  readonly rule: LoadedRule;
  readonly verdict: "matches" | "may match" | "does not match" | "not reached";
  readonly why: string;
}

/** @returns what is known before a pixel is read; the controller is the letter in an id such as `MC_O_20260901_000123`. */
export function imageFacts(
  image: Pick<ImageArrived, "detector" | "kind" | "obsId" | "facts"> & { readonly dayObs: number | null },
  camera: Camera,
): SelectionFacts {
  const { detector, kind, dayObs, obsId } = image;
  const known = camera.detectors.find((each) => each.name === detector);
  const controller = /^[A-Z]{2}_([A-Z])_\d{8}_\d+$/.exec(obsId ?? "")?.[1] ?? null;
  const imageType = image.facts?.imageType;
  const told = { ...image.facts, ...(imageType && { imageType: imageTypeOf(imageType) }) };
  const pattern = patternsWith(detector, camera);
  const ofCamera = { purpose: known?.purpose ?? null, vendor: known?.vendor ?? null, pattern };
  return { camera: camera.name, detector, kind, controller, dayObs, ...ofCamera, ...told };
}

const patternsByDetector = new WeakMap<Camera, Map<string, string[]>>();

/** Hundreds of names are compared once for each detector, not once for each of its images. */
function patternsWith(detector: string, camera: Camera): string[] {
  const known = patternsByDetector.get(camera) ?? new Map<string, string[]>();
  patternsByDetector.set(camera, known);
  const found =
    known.get(detector) ??
    Object.entries(camera.patterns).flatMap(([set, names]) =>
      names.some((each) => fits(each, detector)) ? [set] : [],
    );
  known.set(detector, found);
  return found;
}

/** Facts of events are not known beforehand, so that what was chosen for them is not remembered without end. */
const mostRemembered = 2000;

/**
 * Images of which all the facts are the same that any rule asks for get the same tasks, the very same objects.
 * @param rules whose last one matches everything.
 * @param version of the configuration that they are of.
 */
export function tasksForImages(rules: readonly LoadedRule[], version: string | null = null): TasksFor {
  const asked = [...new Set(rules.flatMap(({ when }) => when.map(({ fact }) => fact)))];
  const chosen = new Map<string, SelectedTasks>();
  return (image, camera) => {
    const facts = imageFacts(image, camera);
    const key = JSON.stringify(asked.map((fact) => (facts[fact] === undefined ? 0 : [facts[fact]])));
    const known = chosen.get(key);
    if (known) return known;
    const selected = selectTasks(rules, facts, version);
    if (chosen.size >= mostRemembered) chosen.clear();
    chosen.set(key, selected);
    return selected;
  };
}

function selectTasks(rules: readonly LoadedRule[], facts: SelectionFacts, version: string | null): SelectedTasks {
  const { passed, left } = splitRules(rules, facts);
  const [first] = left;
  if (!first) throw new Error("No rule of the selection matches; its last one should match everything.");
  if (left.every(({ rule }) => rule.tasks.length === 0)) return { tasks: [], reason: nothingText(first.rule) };
  const classes = [...new Set(left.flatMap(({ rule }) => rule.tasks.map(({ task }) => task)))];
  const tasks = classes.flatMap((name): PlannedTask[] => {
    const candidates = left.map(({ rule, open, met }) => candidateOf(rule, { open, met }, name));
    // A file that cannot be read is judged by the rule for all the rest.
    const fallback = left.findLast(({ rule }) => rule.tasks.some(({ task }) => task === name))?.rule;
    const task = fallback?.tasks.find((each) => each.task === name);
    return task ? [{ ...task, selection: { version, passed, candidates } }] : [];
  });
  return { tasks, reason: null };
}

interface LeftRule {
  readonly rule: LoadedRule;
  /** Conditions that wait for the header. */
  readonly open: readonly Condition[];
  /** What the event has met, for people. */
  readonly met: readonly string[];
}

/** Rules up to the first that matches for certain: those that are out, and those that are left. */
function splitRules(
  rules: readonly LoadedRule[],
  facts: SelectionFacts,
): { passed: PassedRule[]; left: readonly LeftRule[] } {
  const passed: PassedRule[] = [];
  const left: LeftRule[] = [];
  for (const rule of rules) {
    const judged = judge(rule.when, facts);
    if (judged.verdict === "out") passed.push({ rule: placeText(rule.place), why: judged.why });
    else left.push({ rule, open: judged.verdict === "open" ? judged.open : [], met: judged.met });
    if (judged.verdict === "matches") break;
  }
  return { passed, left };
}

function candidateOf(rule: LoadedRule, { open, met }: Omit<LeftRule, "rule">, name: string): CandidateRule {
  const task = rule.tasks.find((each) => each.task === name);
  const other = `${placeText(rule.place)} runs ${rule.pipeline}, which has no task of the class ${name}`;
  return {
    rule: placeText(rule.place),
    when: [...open],
    met: [...met],
    pipeline: rule.pipeline,
    config: task ? { ...task.config } : null,
    configHash: task?.configHash ?? null,
    reason: task ? null : rule.tasks.length === 0 ? nothingText(rule) : other,
  };
}

function nothingText(rule: LoadedRule): string {
  return `${placeText(rule.place)} runs nothing: ${rule.reason ?? "no reason is given"}`;
}

/** A dry run: every rule with its verdict, in order. */
export function judgeRules(rules: readonly LoadedRule[], facts: SelectionFacts): Judgement[] {
  let isDecided = false;
  return rules.map((rule): Judgement => {
    const judged = judge(rule.when, facts);
    const out = judged.verdict === "out" ? judged.why : null;
    const might = judged.verdict === "open" ? "might match" : "would match";
    if (isDecided) return { rule, verdict: "not reached", why: out ?? `${might}, but a rule before it does` };
    if (judged.verdict === "out") return { rule, verdict: "does not match", why: judged.why };
    if (judged.verdict === "open") {
      const open = judged.open.map(({ fact }) => fact).join(" and ");
      return { rule, verdict: "may match", why: [...judged.met, `the header decides by ${open}`].join(", ") };
    }
    isDecided = true;
    return { rule, verdict: "matches", why: metText(judged.met) };
  });
}
