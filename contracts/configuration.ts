/** The configuration that is in effect, its versions, and where each of its values comes from. */
import { z } from "zod";
import { actor } from "./audit.ts";
import { configHash } from "./config.ts";

/** Names the pipeline files of a configuration by their content. */
export const configurationVersion = z.string().regex(/^[0-9a-f]{12}$/);

/** A version that was taken: when, by whom, and how it came. */
export const takenConfiguration = z.object({
  version: configurationVersion,
  atMs: z.number(),
  by: actor,
  /** `disk`: the files changed, or a process started with new ones. */
  how: z.enum(["disk", "reload", "rollback"]),
  reason: z.string().nullable(),
});
export type TakenConfiguration = z.infer<typeof takenConfiguration>;

/** One thing that is wrong in a file, line and column from 1. */
export const configurationProblem = z.object({
  file: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  message: z.string(),
});
export type ConfigurationProblem = z.infer<typeof configurationProblem>;

/** What a process says of itself: with problems it goes on with the version that it has. */
export const configurationReader = z.object({
  process: z.string(),
  atMs: z.number(),
  /** The version in effect, as it knows it; null before the first. */
  version: configurationVersion.nullable(),
  /** Version of the files on its disk; null where they cannot be used. */
  onDisk: configurationVersion.nullable(),
  problems: z.array(configurationProblem),
});
export type ConfigurationReader = z.infer<typeof configurationReader>;

/** One link of a value's chain, from the default of the class to what won. */
export const originLink = z.object({
  op: z.enum(["default", "set", "add", "remove", "reset"]),
  operand: z.json(),
  value: z.json(),
  /** `file:line`; null for the default of the class. */
  place: z.string().nullable(),
  layer: z.enum(["class", "camera", "import", "own", "run-time"]),
  /** Whether it stands in another file than the pipeline's own, where other pipelines may share it. */
  isShared: z.boolean(),
  /** The fragment and parameter that it came through, each with its place. */
  through: z.array(z.string()),
  why: z.string(),
});
export type OriginLink = z.infer<typeof originLink>;

/** How one pipeline came to a configuration; the same configuration may come of several. */
export const configOrigin = z.object({
  pipeline: z.string(),
  label: z.string(),
  version: configurationVersion,
  fields: z.array(
    z.object({ field: z.string(), value: z.json(), description: z.string().nullable(), chain: z.array(originLink) }),
  ),
});
export type ConfigOrigin = z.infer<typeof configOrigin>;

/** What a hash stands for; without origins it was resolved by a process that kept none. */
export const configOriginsAnswer = z.object({ configHash, origins: z.array(configOrigin) });

export const configurationAnswer = z.object({
  atMs: z.number(),
  current: takenConfiguration.nullable(),
  /** Newest first; a version that was taken again stands here again. */
  versions: z.array(takenConfiguration),
  readers: z.array(configurationReader),
  pipelines: z.array(
    z.object({
      name: z.string(),
      description: z.string(),
      instrument: z.string().nullable(),
      tasks: z.array(z.object({ label: z.string(), task: z.string(), taskVersion: z.string(), configHash })),
    }),
  ),
  rules: z.array(
    z.object({ place: z.string(), when: z.string(), pipeline: z.string().nullable(), reason: z.string().nullable() }),
  ),
});
export type ConfigurationAnswer = z.infer<typeof configurationAnswer>;

/** Without a version, the one that was in effect before. */
export const rollbackRequest = z.object({
  version: configurationVersion.optional(),
  reason: z.string().max(500).optional(),
});
export const reloadRequest = z.object({ reason: z.string().max(500).optional() });
