/** What a task's schema says of each field: whether it exists, what is allowed, what it is by default. */
import { z } from "zod";
import type { Plain } from "./yaml-tree.ts";

/** The parts of JSON Schema that zod writes for configurations. */
interface SchemaNode {
  type?: string;
  description?: string;
  properties?: Record<string, SchemaNode>;
  additionalProperties?: unknown;
  items?: SchemaNode;
  anyOf?: SchemaNode[];
  oneOf?: SchemaNode[];
  enum?: Plain[];
  const?: Plain;
  default?: Plain;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  pattern?: string;
}

export type ConfigSchema = ReturnType<typeof configSchema>;

/** @param schema of a task's configuration; an object. */
export function configSchema(schema: z.ZodType) {
  const root = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as SchemaNode;
  const empty = schema.safeParse({});
  const defaults = empty.success ? (empty.data as Plain) : defaultsOf(root);

  /** @returns the node of a field, or the names that stand where the path leaves the schema. */
  function find(path: readonly string[]): { node: SchemaNode } | { known: string[]; at: number } {
    let node = root;
    for (const [at, name] of path.entries()) {
      const owner = objectIn(node);
      const properties = owner?.properties ?? {};
      const extra = isRecord(owner) ? (owner?.additionalProperties as SchemaNode) : undefined;
      const inner = Object.hasOwn(properties, name) ? properties[name] : extra;
      if (!inner) return { known: Object.keys(owner?.properties ?? {}), at };
      node = inner;
    }
    return { node };
  }

  return {
    /** All dotted fields that hold a value, in the schema's order. */
    fields: leavesOf(root, ""),
    /** The value of a field that nothing sets; undefined when the schema demands one. */
    defaultOf: (field: string): Plain | undefined => at(defaults, field.split(".")),
    find,
    /** Whether the field is a group of fields rather than a value. */
    isGroup: (path: readonly string[]): boolean => {
      const found = find(path);
      const owner = "node" in found ? objectIn(found.node) : undefined;
      return owner?.properties !== undefined;
    },
    isList: (path: readonly string[]): boolean => {
      const found = find(path);
      return "node" in found && variantsOf(found.node).some(({ type }) => type === "array");
    },
    /** For people: `a whole number from 8 to 1024`. */
    allowed: (path: readonly string[]): string => {
      const found = find(path);
      return "node" in found ? allowedBy(found.node) : "no such field";
    },
    description: (path: readonly string[]): string | null => {
      const found = find(path);
      return ("node" in found && found.node.description) || null;
    },
    parse: (config: unknown) => schema.safeParse(config),
  };
}

/** @returns what stands at a path inside a value, or undefined. */
export function at(value: Plain | undefined, path: readonly string[]): Plain | undefined {
  let inner = value;
  for (const name of path) {
    if (typeof inner !== "object" || inner === null || Array.isArray(inner) || !Object.hasOwn(inner, name))
      return undefined;
    inner = inner[name];
  }
  return inner;
}

const variantsOf = (node: SchemaNode): SchemaNode[] => [node, ...(node.anyOf ?? []), ...(node.oneOf ?? [])];
const objectIn = (node: SchemaNode) => variantsOf(node).find(({ type }) => type === "object");
const isRecord = (node: SchemaNode | undefined) => typeof node?.additionalProperties === "object";

function leavesOf(node: SchemaNode, prefix: string): string[] {
  const owner = objectIn(node);
  if (!owner?.properties) return prefix === "" ? [] : [prefix];
  return Object.entries(owner.properties).flatMap(([name, inner]) =>
    leavesOf(inner, prefix ? `${prefix}.${name}` : name),
  );
}

function defaultsOf(node: SchemaNode): Plain {
  const owner = objectIn(node);
  const known = node.default;
  const isMap = typeof known === "object" && known !== null && !Array.isArray(known);
  const own: { [key: string]: Plain } = isMap ? { ...known } : {};
  for (const [name, inner] of Object.entries(owner?.properties ?? {})) {
    const isGroup = objectIn(inner)?.properties !== undefined;
    if (Object.hasOwn(own, name)) continue;
    if (isGroup) own[name] = defaultsOf(inner);
    else if (inner.default !== undefined) own[name] = inner.default;
  }
  return own;
}

function allowedBy(node: SchemaNode): string {
  const variants = node.anyOf ?? node.oneOf;
  if (variants) return variants.map(allowedBy).join(", or ");
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.enum) return `one of ${node.enum.map((each) => JSON.stringify(each)).join(", ")}`;
  if (node.type === "array") return `a list of: ${allowedBy(node.items ?? {})}`;
  if (node.type === "object") return "a mapping";
  if (node.type === "number" || node.type === "integer") {
    return `a ${node.type === "integer" ? "whole " : ""}number${rangeOf(node)}`;
  }
  if (node.type === "string") return node.pattern ? `a text that matches ${node.pattern}` : "a text";
  if (node.type === "boolean") return "true or false";
  return node.type ?? "any value";
}

/** Whole numbers are bounded by what a double holds; that is no limit anyone chose. */
function rangeOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: SchemaNode): string {
  const chosen = (bound: number | undefined) => bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  return [
    chosen(minimum) ? ` from ${minimum}` : "",
    chosen(exclusiveMinimum) ? ` above ${exclusiveMinimum}` : "",
    chosen(maximum) ? ` to ${maximum}` : "",
    chosen(exclusiveMaximum) ? ` below ${exclusiveMaximum}` : "",
  ].join("");
}
