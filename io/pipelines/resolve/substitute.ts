/** Puts the values of parameters in the place of `parameters.name`, also inside lists and mappings. */
import type { Parameter } from "./document.ts";
import type { Place } from "./problem.ts";
import { type Plain, plainOf, type Tree } from "./yaml-tree.ts";

const reference = /^parameters\.(?<name>\S+)$/;

export interface Substituted {
  readonly value: Plain;
  /** The parameter that is the whole value, if one is. */
  readonly parameter: { readonly name: string; readonly place: Place } | null;
  readonly unknown: readonly { readonly name: string; readonly place: Place }[];
}

export function substitute(tree: Tree, parameters: ReadonlyMap<string, Parameter>): Substituted {
  const unknown: { name: string; place: Place }[] = [];
  const valueIn = (part: Tree): Plain => {
    if (part.kind === "list") return part.items.map(valueIn);
    if (part.kind === "map") return Object.fromEntries(part.entries.map(({ key, value }) => [key, valueIn(value)]));
    const name = nameIn(part);
    if (name === null) return part.value;
    const parameter = parameters.get(name);
    if (parameter) return plainOf(parameter.value);
    unknown.push({ name, place: part.place });
    return null;
  };
  const value = valueIn(tree);
  const whole = nameIn(tree);
  const parameter = whole === null ? undefined : parameters.get(whole);
  return { value, parameter: parameter && whole !== null ? { name: whole, place: parameter.place } : null, unknown };
}

function nameIn(tree: Tree): string | null {
  if (tree.kind !== "scalar" || typeof tree.value !== "string") return null;
  return reference.exec(tree.value)?.groups?.["name"] ?? null;
}
