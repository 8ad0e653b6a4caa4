/** A pipeline file as it is written: nothing imported yet, everything with its place. */
import type { Expression } from "./contract-expression.ts";
import type { Place } from "./problem.ts";
import type { Word } from "./tree-reader.ts";
import type { Tree } from "./yaml-tree.ts";

/** One change of one field: `field`, `field+`, `field-` or `field-?`. */
export interface FieldChange {
  readonly op: "set" | "add" | "remove" | "remove-any";
  /** Dotted. */
  readonly field: string;
  readonly value: Tree;
  readonly place: Place;
}

/** A mapping of changes; the fragments of `$use` come first. */
export interface Block {
  readonly uses: readonly Word[];
  readonly changes: readonly FieldChange[];
}

export interface ImportEntry {
  readonly location: Word;
  readonly include: readonly Word[] | null;
  readonly exclude: readonly Word[] | null;
  readonly rename: readonly { from: Word; to: Word }[];
  /** `null` drops the imported instrument, undefined keeps it. */
  readonly instrument: Word | null | undefined;
  readonly importSteps: boolean;
  readonly importContracts: boolean;
  readonly subsetMode: "DROP" | "EDIT";
}

export interface TaskEntry {
  readonly label: string;
  /** Where it is left out, the class is inherited. */
  readonly class: Word | null;
  /** Where `$reset: true` stands. */
  readonly reset: Place | null;
  readonly blocks: readonly Block[];
  readonly place: Place;
}

export interface Subset {
  readonly name: string;
  readonly members: readonly Word[];
  readonly description: string | null;
  readonly place: Place;
}

export interface Step {
  readonly label: string;
  readonly dimensions: readonly string[];
  readonly place: Place;
}

export interface Contract {
  readonly expression: Expression;
  readonly message: string | null;
  readonly place: Place;
}

export interface Parameter {
  readonly value: Tree;
  readonly place: Place;
}

export interface PipelineDocument {
  readonly file: string;
  readonly description: string;
  readonly instrument: Word | null;
  readonly imports: readonly ImportEntry[];
  readonly fragments: ReadonlyMap<string, { block: Block; place: Place }>;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly tasks: readonly TaskEntry[];
  readonly subsets: readonly Subset[];
  readonly steps: readonly Step[];
  readonly contracts: readonly Contract[];
}
