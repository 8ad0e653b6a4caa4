/** Every task by name, as its contract: what planners and pages know of it. */
import type { z } from "zod";
import { background } from "./background/contract.ts";
import { detect } from "./detect/contract.ts";
import { isr } from "./isr/contract.ts";
import { measure } from "./measure/contract.ts";
import { plots } from "./plots/contract.ts";
import { preview } from "./preview/contract.ts";
import { psf } from "./psf/contract.ts";
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

const contracts: readonly TaskContract[] = [quickLook, isr, background, detect, measure, psf, preview, plots];

/** Task contracts by name: the quick look, and each of its steps alone. */
export const taskCatalog: Readonly<Record<string, TaskContract>> = Object.fromEntries(
  contracts.map((contract) => [contract.name, contract]),
);
