/** Control state: what operators change while the system runs. One versioned record, read by all who plan and work. */
import { z } from "zod";
import { everyDetector } from "./detector-pattern.ts";
import { cameraName } from "./identity.ts";

/** A pool is a queue with workers of its own; its name is safe in keys and on pages. */
export const poolName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, "is not lower-case letters, digits and dashes");
export type PoolName = z.infer<typeof poolName>;

/** The pool of work that nobody sent elsewhere. */
export const defaultPool = "quick-look";
/** The pool of work that waits until workers are spare: side runs, and exposures that are behind. */
export const sparePool = "backlog";

/**
 * Whose turn it is when work waits; neither ever drops an exposure.
 * `oldest-first`: in order of arrival · `newest-first`: the newest exposure, and the backlog on workers that are spare.
 */
export const poolPolicy = z.enum(["oldest-first", "newest-first"]);
export type PoolPolicy = z.infer<typeof poolPolicy>;

export const poolControl = z.object({
  policy: poolPolicy.default("oldest-first"),
  /** Jobs of one exposure that come together and wait as one: a worker claims all of them and does one after the other. */
  batchSize: z.number().int().min(1).max(100).default(1),
  /** Nothing is claimed while it is set; what comes in waits. */
  isPaused: z.boolean().default(false),
});
export type PoolControl = z.infer<typeof poolControl>;

/** A text of `detectorsOf`. */
export const patternText = z.string().trim().min(1).max(4000);

export const controlState = z.object({
  v: z.literal(1),
  /** Grows by one with every change; 0 is untouched. */
  version: z.number().int().min(0),
  /** By pool; one that is not here has the defaults. */
  pools: z.record(poolName, poolControl),
  /** By camera; one that is not here is analysed whole. */
  patterns: z.record(cameraName, patternText),
  changedAtMs: z.number().nullable(),
  changedBy: z.string().nullable(),
  reason: z.string().nullable(),
});
export type ControlState = z.infer<typeof controlState>;

export const untouchedControl: ControlState = {
  v: 1,
  version: 0,
  pools: {},
  patterns: {},
  changedAtMs: null,
  changedBy: null,
  reason: null,
};

export function poolControlOf({ pools }: Pick<ControlState, "pools">, pool: string): PoolControl {
  return pools[pool] ?? poolControl.parse({});
}

export function patternOf({ patterns }: Pick<ControlState, "patterns">, camera: string): string {
  return patterns[camera] ?? everyDetector;
}

/** What every change says: which state the person saw, and why they change it. */
const changeWords = {
  /** The version that the change was decided on; another one means that somebody else was faster. */
  version: z.number().int().min(0),
  reason: z.string().trim().min(3, "is too short to be a reason").max(500),
};

export const poolChange = z
  .strictObject({
    ...changeWords,
    policy: poolPolicy.optional(),
    batchSize: poolControl.shape.batchSize.unwrap().optional(),
    isPaused: z.boolean().optional(),
  })
  .refine(
    ({ policy, batchSize, isPaused }) => [policy, batchSize, isPaused].some((part) => part !== undefined),
    "changes nothing: give policy, batchSize or isPaused",
  );
export type PoolChange = z.infer<typeof poolChange>;

export const patternChange = z.strictObject({ ...changeWords, pattern: patternText });
export type PatternChange = z.infer<typeof patternChange>;

export const controlAnswer = z.object({
  control: controlState,
  /** Every pool that is known, by configuration, by control, or by its workers. */
  pools: z.array(
    poolControl.extend({
      name: poolName,
      waiting: z.number().int(),
      /** Live workers that serve it, helpers included. */
      workers: z.number().int(),
    }),
  ),
  cameras: z.array(
    z.object({
      camera: cameraName,
      pattern: patternText,
      /** Detectors that the pattern chooses of an exposure whose turn comes first, and all that there are. */
      chosen: z.number().int(),
      detectors: z.number().int(),
      /** Words that this camera knows. */
      names: z.array(z.string()),
    }),
  ),
});
export type ControlAnswer = z.infer<typeof controlAnswer>;
