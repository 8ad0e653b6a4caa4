/** In a word, where a value comes from: the layer that won, and what it stands over. */
import type { ConfigOrigin } from "#contracts/configuration.ts";

type Field = ConfigOrigin["fields"][number];

export interface FieldSource {
  /** `default`, `camera`, `shared` (an imported file, or a fragment of one), `own` (the pipeline's own file) or `this run`. */
  readonly word: "default" | "camera" | "shared" | "own" | "this run";
  /** `file:line`; null for the default of the class. */
  readonly place: string | null;
  /** Values that were set before it and are no longer in effect. */
  readonly overridden: number;
}

const words = { class: "default", camera: "camera", import: "shared", own: "own", "run-time": "this run" } as const;

/** @returns where the value comes from; a reset leaves the value to whoever set it before. */
export function fieldSource({ chain }: Field): FieldSource {
  const last = chain.at(-1);
  const won = last?.op === "reset" ? chain.findLast(({ layer }) => layer === "camera" || layer === "class") : last;
  const overridden = chain.filter(({ op, why }) => op !== "default" && why.startsWith("overridden")).length;
  const isShared = won?.layer === "own" && won.isShared;
  return { word: isShared ? "shared" : words[won?.layer ?? "class"], place: won?.place ?? null, overridden };
}

/** @returns how many values come from where, for people: `2 shared, 1 own, 13 default`. */
export function sourceCounts(fields: readonly Field[]): string {
  const all = fields.map(fieldSource);
  const counted = (["this run", "own", "shared", "camera", "default"] as const).flatMap((word) => {
    const count = all.filter((each) => each.word === word).length;
    return count > 0 ? [`${count} ${word}`] : [];
  });
  const overriding = all.filter(({ overridden }) => overridden > 0).length;
  return [...counted, ...(overriding > 0 ? [`${overriding} over another`] : [])].join(", ");
}
