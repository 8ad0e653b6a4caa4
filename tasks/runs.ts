/** Every task by name, as the code that does it. */
import { run as background } from "./background/run.ts";
import { run as detect } from "./detect/run.ts";
import { run as isr } from "./isr/run.ts";
import { run as measure } from "./measure/run.ts";
import { run as plots } from "./plots/run.ts";
import { run as preview } from "./preview/run.ts";
import { run as psf } from "./psf/run.ts";
import { run as quickLook } from "./quick-look/run.ts";
import type { TaskRun } from "./task-run.ts";

/** Task runs by name; the same names as in the catalog. */
export const taskRuns: Readonly<Record<string, TaskRun>> = {
  "quick-look": quickLook,
  isr,
  background,
  detect,
  measure,
  psf,
  preview,
  plots,
};
