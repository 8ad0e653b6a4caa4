/** What went wrong with a job, in four classes, and what is done about each: one table for all workers. Pure. */
import { ImageNotFound, ImageRefused } from "#io/images/image-source.ts";
import { ComputeCrash, ComputeTimeout } from "./compute.ts";
import { ProgramFailed } from "./programs/program-failed.ts";

/** `transient` may pass by itself, `permanent` is the image's own, `crash` ended what ran, `timeout` had to be ended. */
export type ErrorClass = "transient" | "permanent" | "crash" | "timeout";

export interface Treatment {
  /** Another attempt, after a pause, may do better. */
  isRetried: boolean;
  /** The image is set aside for operators when it is given up: it harms whoever works on it. */
  isQuarantined: boolean;
}

export const treatments: Readonly<Record<ErrorClass, Treatment>> = {
  transient: { isRetried: true, isQuarantined: false },
  permanent: { isRetried: false, isQuarantined: false },
  // The thread may have died of a machine short of memory, so it gets its attempts.
  crash: { isRetried: true, isQuarantined: true },
  // A second hour like the first would keep others waiting.
  timeout: { isRetried: false, isQuarantined: true },
};

interface Judged {
  class: ErrorClass;
  /** The code of the failure that it becomes (contracts/result.ts). */
  code: string;
}

/** @returns class and code of an error; one that nobody foresaw is trouble that may pass. */
export function judgeError(error: unknown): Judged {
  if (error instanceof ImageNotFound) return { class: "transient", code: "not-found" };
  if (error instanceof ImageRefused) return { class: "permanent", code: "refused" };
  if (error instanceof ComputeTimeout) return { class: "timeout", code: "timeout" };
  if (error instanceof ComputeCrash) return { class: "crash", code: "crash" };
  // A program has a process of its own, so its end or hanging harms nobody else and is the image's failure.
  if (error instanceof ProgramFailed) return { class: error.mayPass ? "transient" : "permanent", code: error.code };
  return { class: "transient", code: "internal" };
}
