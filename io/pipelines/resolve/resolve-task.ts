/** Applies the changes of one task to the defaults of its class, and keeps for each value how it came about. */
import { at, type ConfigSchema } from "./config-schema.ts";
import { suggestion } from "./nearest.ts";
import type { Change, Pipeline, PipelineTask } from "./pipeline.ts";
import { type Place, type Problem, placeText, problemAt } from "./problem.ts";
import { substitute } from "./substitute.ts";
import type { Plain, Tree } from "./yaml-tree.ts";

/** One change of one field as it was applied. */
export interface Assignment {
  readonly op: "set" | "add" | "remove" | "reset";
  /** Dotted; empty for a reset, which concerns every field. */
  readonly field: string;
  /** What was set, added or removed; null for a reset. */
  readonly operand: Plain;
  readonly place: Place;
  /** `camera`, `import`, `own` or `run-time`. */
  readonly layer: Layer;
  readonly fragment: { readonly name: string; readonly usedAt: Place } | null;
  readonly parameter: { readonly name: string; readonly place: Place } | null;
}
export type Layer = "camera" | "import" | "own" | "run-time";

/** Changes that come from one layer. */
export interface LayeredChanges {
  readonly layer: Layer;
  readonly changes: readonly Change[];
}

/** @returns the complete configuration and its assignments in order; what is wrong is added to the problems. */
export function resolveTask(
  task: PipelineTask,
  schema: ConfigSchema,
  layers: readonly LayeredChanges[],
  parameters: Pipeline["parameters"],
  problems: Problem[],
): { config: Readonly<Record<string, unknown>>; assignments: readonly Assignment[] } {
  const assignments: Assignment[] = [];
  let explicit: { [key: string]: Plain } = {};
  let camera: { [key: string]: Plain } = {};
  const refuse = (place: Place, message: string) => {
    problems.push(problemAt(place, `task ${task.label}: ${message}`));
  };

  const assign = (change: Change, op: "set" | "add" | "remove", path: string[], tree: Tree, layer: Layer): void => {
    const { place, fragment } = change;
    const substituted = substitute(tree, parameters);
    for (const { name, place: where } of substituted.unknown) {
      refuse(where, `there is no parameter "${name}".${suggestion(name, parameters.keys())}`);
    }
    if (substituted.unknown.length > 0) return;
    const { value, parameter } = substituted;
    const field = path.join(".");
    if (op === "set") put(explicit, path, value);
    else {
      const before = at(explicit, path) ?? schema.defaultOf(field) ?? [];
      if (!schema.isList(path) || !Array.isArray(before)) {
        refuse(place, `${field} is no list, so nothing can be added to it or removed from it`);
        return;
      }
      const operand = Array.isArray(value) ? value : [value];
      if (op === "remove" && change.op === "remove") {
        const absent = operand.filter((item) => !has(before, item));
        for (const item of absent) {
          const shown = JSON.stringify(item);
          refuse(place, `${field} does not hold ${shown}, so it cannot be removed; write "${field}-?" if that is fine`);
        }
      }
      put(explicit, path, op === "add" ? added(before, operand) : removed(before, operand));
    }
    assignments.push({ op, field, operand: value, place, layer, fragment, parameter });
  };

  /** A mapping that is given to a group of fields sets each of them. */
  const spread = (change: Change, path: string[], tree: Tree, layer: Layer, place: Place): void => {
    const found = schema.find(path);
    if ("known" in found) {
      const owner = path.slice(0, found.at).join(".");
      const where = owner === "" ? `class ${task.class}` : owner;
      refuse(place, `${where} has no field "${path[found.at]}".${suggestion(path[found.at] ?? "", found.known)}`);
      return;
    }
    if (schema.isGroup(path) && tree.kind === "map" && change.op === "set") {
      for (const { key, value, place: inner } of tree.entries) {
        spread({ ...change, place: inner }, [...path, key], value, layer, inner);
      }
    } else assign(change, change.op === "remove-any" ? "remove" : (change.op as "set"), path, tree, layer);
  };

  for (const { layer, changes } of layers) {
    for (const change of changes) {
      if (change.op === "reset") {
        const { place } = change;
        explicit = structuredClone(camera);
        assignments.push({ op: "reset", field: "", operand: null, place, layer, fragment: null, parameter: null });
      } else if (change.value) spread(change, change.field.split("."), change.value, layer, change.place);
    }
    if (layer === "camera" && changes.length > 0) camera = structuredClone(explicit);
  }
  const parsed = schema.parse(explicit);
  for (const issue of parsed.error?.issues ?? []) {
    const path = issue.path.map(String);
    const last = assignments.findLast(({ field }) => field !== "" && `${path.join(".")}.`.startsWith(`${field}.`));
    const field = last?.field ?? path.join(".");
    const value = at(explicit, field.split("."));
    const where = last?.parameter ? ` (parameter ${last.parameter.name}, ${placeText(last.parameter.place)})` : "";
    const shown = value === undefined ? "nothing" : JSON.stringify(value);
    const allowed = schema.allowed(field.split("."));
    refuse(last?.place ?? task.place, `${field} is ${shown}${where}, allowed is ${allowed}: ${issue.message}`);
  }
  const config = (parsed.data ?? {}) as Record<string, unknown>;
  return { config: deepFreeze(config), assignments };
}

const has = (list: readonly Plain[], item: Plain) => list.some((each) => JSON.stringify(each) === JSON.stringify(item));

/** @returns the list with the items that it does not hold yet at its end. */
export function added(list: readonly Plain[], items: readonly Plain[]): Plain[] {
  const result = [...list];
  for (const item of items) if (!has(result, item)) result.push(item);
  return result;
}

/** @returns the list without the items. */
export function removed(list: readonly Plain[], items: readonly Plain[]): Plain[] {
  return list.filter((item) => !has(items, item));
}

function put(target: { [key: string]: Plain }, path: readonly string[], value: Plain): void {
  let owner = target;
  for (const name of path.slice(0, -1)) {
    const inner = Object.hasOwn(owner, name) ? owner[name] : undefined;
    const isMap = typeof inner === "object" && inner !== null && !Array.isArray(inner);
    const next: { [key: string]: Plain } = isMap ? inner : {};
    owner[name] = next;
    owner = next;
  }
  owner[path.at(-1) ?? ""] = value;
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
