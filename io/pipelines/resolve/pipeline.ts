/** A pipeline with its imports merged in, before the schemas of its tasks are applied. */
import type { Contract, Parameter, Step, Subset } from "./document.ts";
import type { Place } from "./problem.ts";
import type { Tree } from "./yaml-tree.ts";

/** One change of a task's configuration, in the order in which they are applied. */
export interface Change {
  readonly op: "set" | "add" | "remove" | "remove-any" | "reset";
  /** Dotted; empty for a reset. */
  readonly field: string;
  readonly value: Tree | null;
  readonly place: Place;
  /** The fragment that it came through, and where that was asked for. */
  readonly fragment: { readonly name: string; readonly usedAt: Place } | null;
}

export interface PipelineTask {
  readonly label: string;
  readonly class: string;
  readonly classPlace: Place;
  readonly changes: readonly Change[];
  readonly place: Place;
}

export interface Fragment {
  readonly name: string;
  readonly changes: readonly Change[];
  readonly place: Place;
}

export interface Pipeline {
  readonly file: string;
  readonly description: string;
  readonly instrument: { readonly name: string; readonly place: Place } | null;
  readonly fragments: ReadonlyMap<string, Fragment>;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly tasks: ReadonlyMap<string, PipelineTask>;
  readonly subsets: ReadonlyMap<string, Subset>;
  readonly steps: ReadonlyMap<string, Step>;
  readonly contracts: readonly Contract[];
}
