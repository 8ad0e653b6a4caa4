/** External programs as tasks: how one is declared, and the JSON lines that it and a worker speak. */
import { z } from "zod";
import { imageIdentity } from "./identity.ts";
import { cameraFacts } from "./job.ts";
import { metricDefinition } from "./metric.ts";

/** kebab-case, as the names of all tasks. */
const taskName = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "is not kebab-case");

/** A program as it is declared in a file of the folder of programs. */
export const programDefinition = z.strictObject({
  /** The `task` of its jobs. */
  name: taskName,
  /** Grows with every change of a number; the program says the same in its `ready`. */
  version: z.string().min(1),
  title: z.string().min(1),
  /** Program and arguments; no shell. Words that begin with `./` or `../` are taken from the folder of the file. */
  command: z.array(z.string().min(1)).min(1),
  /** What every result has, with a value or a reason; the keys are the program's own. */
  metrics: z
    .array(
      metricDefinition.extend({
        key: z.string().regex(/^[a-z][a-z0-9_]*$/, "is not snake_case"),
        level: z.literal("detector").default("detector"),
      }),
    )
    .min(1),
  /** Every field of the configuration with its default; a pipeline may change these and no others. */
  config: z.record(z.string(), z.json()).default({}),
  /** Time that one image may take; TASK_TIMEOUT_S where it is not given. */
  timeoutS: z.number().positive().max(3600).optional(),
  /** Time from the program's start to its `ready`: its imports. */
  startTimeoutS: z.number().positive().max(3600).default(60),
  /** Names of variables that it sees beside PATH, HOME and LANG. */
  env: z.array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/)).default([]),
});
export type ProgramDefinition = z.infer<typeof programDefinition>;

/** Worker → program: one image to work on. The next comes only after the answer to this one. */
export const programRequest = imageIdentity.extend({
  v: z.literal(1),
  type: z.literal("analyze"),
  /** To be repeated in the answer. */
  id: z.string(),
  /** A local file with the image's bytes, packed or not, to be read and left as it is. */
  path: z.string(),
  /** Where the image lies for everybody, for messages. */
  uri: z.string(),
  /** What the camera's data say of the image, with the header words to try for each fact. */
  facts: cameraFacts,
  config: z.record(z.string(), z.unknown()),
});
export type ProgramRequest = z.infer<typeof programRequest>;

/** JSON has no such numbers, but Python writes them; they become null with a reason. */
export const notFinite = z.enum(["NaN", "Infinity", "-Infinity"]);

const shortName = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "is not kebab-case of 40 letters at most");

/** Program → worker: once, when its imports are done. */
export const programReady = z.object({
  v: z.literal(1),
  type: z.literal("ready"),
  name: z.string(),
  version: z.string(),
});

/** Program → worker: the numbers of an image. */
export const programResult = z.object({
  v: z.literal(1),
  type: z.literal("result"),
  id: z.string(),
  metrics: z.record(z.string(), z.number().nullable().or(notFinite)),
  /** Why a metric is null, by its key. */
  missing: z.record(z.string(), z.string()).default({}),
  /** Pictures that it wrote below its working directory, PNG, JPEG, WebP or TIFF; the worker takes them away. */
  pictures: z
    .array(z.object({ name: shortName, path: z.string() }))
    .max(16)
    .default([]),
});
export type ProgramResult = z.infer<typeof programResult>;

/** Program → worker: why an image has no numbers. The program goes on with the next. */
export const programFailed = z.object({
  v: z.literal(1),
  type: z.literal("failed"),
  id: z.string(),
  code: shortName,
  message: z.string().min(1),
});

/** All that a program may write to its standard output, one message a line. */
export const programMessage = z.discriminatedUnion("type", [programReady, programResult, programFailed]);
export type ProgramMessage = z.infer<typeof programMessage>;
