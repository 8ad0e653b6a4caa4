/** The header's facts of two exposures: which differ, and which are the same. Pure. */
import type { FactGroup } from "#app/exposure/fact-groups.ts";

export interface ComparedFact {
  name: string;
  /** Null where a header is silent. */
  texts: readonly [string | null, string | null];
}

/** @returns the facts in their order, those that differ apart from those that do not. */
export function compareFacts(
  own: readonly FactGroup[],
  other: readonly FactGroup[],
): { differing: ComparedFact[]; same: ComparedFact[] } {
  const others = new Map(other.flatMap(({ facts }) => facts.map(({ name, text }) => [name, text])));
  const facts = own.flatMap((group) =>
    group.facts.map(({ name, text }): ComparedFact => ({ name, texts: [text, others.get(name) ?? null] })),
  );
  const isSame = ({ texts: [a, b] }: ComparedFact): boolean => a === b;
  return { differing: facts.filter((fact) => !isSame(fact)), same: facts.filter(isSame) };
}
