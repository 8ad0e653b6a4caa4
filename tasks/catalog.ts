/** Every task by name, as its contract: what planners and pages know of it. */
import type { z } from "zod";
import { quickLook } from "./quick-look/contract.ts";

/** What a task promises. */
export interface TaskContract {
  /** kebab-case; the `class` of pipeline files and the `task` of jobs. */
  readonly name: string;
  /** Grows with every change of a number; a result is reproduced by name, version and config. */
  readonly version: string;
  readonly title: string;
  /** Schema of the configuration, with defaults. */
  readonly config: z.ZodType;
  /** Keys of the metric registry that a result has, with a value or a reason. */
  readonly metrics: readonly string[];
  /** Names of the pictures that a result may have. */
  readonly pictures: readonly string[];
}

/** Task contracts by name. */
export const taskCatalog: Readonly<Record<string, TaskContract>> = { [quickLook.name]: quickLook };
