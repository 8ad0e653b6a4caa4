/** What the routes of the API work with. */

import type { HealthAnswer } from "#contracts/api.ts";
import type { Camera } from "#contracts/camera.ts";
import type { MetricDefinition } from "#contracts/metric.ts";
import type { ImageSource } from "#io/images/image-source.ts";
import type { ObjectStore } from "#io/ports.ts";
import type { Redis } from "#io/redis/connect.ts";
import type { JobPools } from "#io/redis/job-pools.ts";
import type { LiveConfiguration } from "#server/configuration/live-configuration.ts";
import type { Outcome } from "#server/distributor/distribute.ts";
import type { RunParts } from "#server/runs/start-run.ts";
import type { TriggerParts } from "#server/trigger/trigger.ts";
import type { Access } from "./authorize.ts";

export interface ApiParts {
  version: string;
  redis: Redis;
  /** Who may use control actions. */
  access: Access;
  cameras: readonly Camera[];
  cameraOf: (name: string) => Camera;
  /** All metrics that are known, those of programs among them. */
  metrics: readonly MetricDefinition[];
  /** What starts side runs. */
  sideRuns: RunParts;
  pools: JobPools;
  objects: ObjectStore;
  /** Files of other programs that stay where they are. */
  files: ImageSource;
  /** Takes an event in as if it had come over the bus. */
  ingest: (body: Uint8Array) => Promise<Outcome[]>;
  /** The configuration that this process distributes by; without it the API has none to show or change. */
  configuration?: LiveConfiguration;
  /** What a person's trigger works with; failures give way in the person's name. */
  triggerFor: (by: string) => TriggerParts;
  health: () => Promise<HealthAnswer>;
  nowMs: () => number;
}
