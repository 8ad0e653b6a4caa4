/** Tells of each value where it comes from: every assignment in order, those that were overridden as well. */
import { at } from "./config-schema.ts";
import type { Place } from "./problem.ts";
import type { ResolvedPipelineTask } from "./resolve-pipeline.ts";
import { added, type Layer, removed } from "./resolve-task.ts";
import type { Plain } from "./yaml-tree.ts";

/** One link of a value's chain. */
export interface Link {
  readonly op: "default" | "set" | "add" | "remove" | "reset";
  /** What was set, added or removed; of a default and a reset the value that it gives back. */
  readonly operand: Plain;
  /** The value after it. */
  readonly value: Plain;
  /** null for the default of the class. */
  readonly place: Place | null;
  readonly layer: Layer | "class";
  readonly fragment: { readonly name: string; readonly usedAt: Place } | null;
  readonly parameter: { readonly name: string; readonly place: Place } | null;
  /** Why it won, or what took its place. */
  readonly why: string;
}

export interface ExplainedField {
  readonly field: string;
  readonly value: Plain;
  readonly chain: readonly Link[];
}

/** @returns every field of the task with its value and chain, in the order of the schema. */
export function explainTask(task: ResolvedPipelineTask): ExplainedField[] {
  const fields = new Set(task.schema.fields);
  for (const { field } of task.assignments) {
    const isKnown = field === "" || [...fields].some((known) => field === known || field.startsWith(`${known}.`));
    if (!isKnown) fields.add(field);
  }
  return [...fields].map((field) => explainField(task, field));
}

/** @param field dotted, of the task's schema. */
export function explainField(task: ResolvedPipelineTask, field: string): ExplainedField {
  const fallback = task.schema.defaultOf(field) ?? null;
  const ofClass = { fragment: null, parameter: null, layer: "class", place: null } as const;
  const links: Omit<Link, "why">[] = [{ ...ofClass, op: "default", operand: fallback, value: fallback }];
  let camera = fallback;
  for (const { op, field: changed, operand, place, layer, fragment, parameter } of task.assignments) {
    const inner = changed.startsWith(`${field}.`) ? changed.slice(field.length + 1).split(".") : null;
    if (changed !== "" && changed !== field && inner === null) continue;
    const last = links.at(-1)?.value ?? null;
    const given = op === "reset" ? camera : inner ? within(last, inner, operand) : operand;
    const value = replayLink(last, op, given);
    links.push({ op: inner && op === "set" ? "set" : op, operand: given, value, place, layer, fragment, parameter });
    if (layer === "camera") camera = value;
  }
  const value = (at(task.config as { [key: string]: Plain }, field.split(".")) ?? null) as Plain;
  return { field, value, chain: links.map((link, index) => ({ ...link, why: whyOf(links, index) })) };
}

/** @returns the value that the chain leads to, computed again from its operations alone. */
export function replayChain(chain: readonly Pick<Link, "op" | "operand">[]): Plain {
  return chain.reduce<Plain>((value, { op, operand }) => replayLink(value, op, operand), null);
}

function replayLink(value: Plain, op: Link["op"], operand: Plain): Plain {
  if (op !== "add" && op !== "remove") return operand;
  const list = Array.isArray(value) ? value : [];
  const items = Array.isArray(operand) ? operand : [operand];
  return op === "add" ? added(list, items) : removed(list, items);
}

/** A key of a mapping that was set alone. */
function within(owner: Plain, path: readonly string[], value: Plain): Plain {
  const [name = "", ...rest] = path;
  const map = typeof owner === "object" && owner !== null && !Array.isArray(owner) ? owner : {};
  return { ...map, [name]: rest.length === 0 ? value : within(map[name] ?? null, rest, value) };
}

const layerNames = {
  class: "the class's default",
  camera: "the camera's overrides",
  import: "an imported file",
  own: "the pipeline's own file",
  "run-time": "this run",
} as const;

function whyOf(links: readonly Omit<Link, "why">[], index: number): string {
  const link = links[index];
  if (!link) return "";
  const later = links.slice(index + 1).find(({ op }) => op === "set" || op === "reset");
  if (later) return `overridden by ${layerNames[later.layer]}${later.op === "reset" ? ", which resets" : ""}`;
  if (index === links.length - 1 && links.length === 1) return "nothing sets it";
  const builds = links.slice(index + 1).length > 0;
  if (builds) return "built upon by what follows";
  return `last set by ${layerNames[link.layer]}`;
}
