/** The comparison of two pipelines as lines for people. */
import type { ComparedValue, PipelineDiff } from "#io/pipelines/resolve/diff-pipelines.ts";
import type { FamiliesDiff } from "./diff-families.ts";

/** @returns what differs first, the counts last. */
export function diffText(diff: PipelineDiff, a: string, b: string): string[] {
  const { shared, overridden, typedTwice, onlyLeft, onlyRight, defaults, other } = diff;
  return [
    ...overridden.map((each) => `differs      ${both(each)}`),
    ...typedTwice.map((each) => `TYPED TWICE  ${both(each)}; set it once and inherit it`),
    ...onlyLeft.map((label) => `only here    ${label}, in ${a}`),
    ...onlyRight.map((label) => `only here    ${label}, in ${b}`),
    ...other.map((text) => `other        ${text}`),
    ...shared.map((each) => `shared       ${each.label}.${each.field} = ${show(each.left.value)}  ${each.left.from}`),
    [
      `${shared.length} shared`,
      `${overridden.length} overridden`,
      `${onlyLeft.length + onlyRight.length} only here`,
      `${typedTwice.length} typed twice`,
      `${defaults} defaults`,
    ].join(", "),
  ];
}

/** @returns what is typed twice in a folder of pipelines, and how many pairs were compared. */
export function familiesText({ compared, typedTwice }: FamiliesDiff): string[] {
  return [
    ...typedTwice.map((each) => `TYPED TWICE  ${both(each)}; set it once and inherit it`),
    `${compared} pairs of pipelines, ${typedTwice.length} values typed twice`,
  ];
}

function both({ label, field, left, right }: ComparedValue): string {
  const side = ({ value, from }: ComparedValue["left"]) => `${show(value)} (${from ?? "default"})`;
  return `${label}.${field}: ${side(left)} and ${side(right)}`;
}

function show(value: unknown): string {
  return JSON.stringify(value);
}
