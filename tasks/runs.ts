/** Every task by name, as the code that does it. */
import { quickLook } from "./quick-look/contract.ts";
import { run as runQuickLook } from "./quick-look/run.ts";
import type { TaskRun } from "./task-run.ts";

/** Task runs by name; the same names as in the catalog. */
export const taskRuns: Readonly<Record<string, TaskRun>> = { [quickLook.name]: runQuickLook };
