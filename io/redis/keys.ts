/** Every Redis key that Firstlook writes, in one place. */

import { firstRun } from "#contracts/run-name.ts";

const root = "fl";

/** @returns what stands for an exposure in the keys of a run: side runs have keys of their own. */
export function runScope(exposureId: number, run: string): string {
  return run === firstRun ? String(exposureId) : `${exposureId}@${run}`;
}

export const keys = {
  /** BullMQ's own prefix. */
  queuePrefix: `${root}:queue`,
  /** Set of cameras that have an exposure. */
  cameras: `${root}:cameras`,
  /** Sorted set of a camera's nights, by dayObs. */
  nights: (camera: string) => `${root}:nights:${camera}`,
  /** Sorted set of a night's exposure ids, by seqNum. */
  night: (camera: string, dayObs: number) => `${root}:night:${camera}:${dayObs}`,
  /** Hash of one exposure: identity, instants, revision, gathered summary. */
  exposure: (camera: string, exposureId: number | string) => `${root}:exposure:${camera}:${exposureId}`,
  /** Hash image → what was announced of it, with its tasks. Its steps are hashes beside it: see `steps`. */
  announced: (camera: string, exposureId: number | string) => `${root}:announced:${camera}:${exposureId}`,
  /** Hash image~task → instant at which its job was safe in the queue. */
  queued: (camera: string, exposureId: number | string) => `${root}:queued:${camera}:${exposureId}`,
  /** Sorted set of `image …`, `result …` (the fields of those hashes) and `contributed`, by the revision of their last change. */
  changed: (camera: string, exposureId: number | string) => `${root}:changed:${camera}:${exposureId}`,
  /** Hash image~task → result. */
  results: (camera: string, exposureId: number | string) => `${root}:results:${camera}:${exposureId}`,
  /** Hash image~task → table of the amplifiers, where the image has any. */
  amps: (camera: string, exposureId: number | string) => `${root}:amps:${camera}:${exposureId}`,
  /** Hash image~task → plot data, which only one detector's page reads. */
  depth: (camera: string, exposureId: number | string) => `${root}:depth:${camera}:${exposureId}`,
  /** Hash metric → its value by detector, for the revision in the field beside them. */
  byDetector: (camera: string, exposureId: number | string) => `${root}:by-detector:${camera}:${exposureId}`,
  /** Hash image~task → instant at which its result was part of a summary. */
  gathered: (camera: string, exposureId: number | string) => `${root}:gathered:${camera}:${exposureId}`,
  /** Hash image~task → instant of the first push to pages. */
  pushed: (camera: string, exposureId: number | string) => `${root}:pushed:${camera}:${exposureId}`,
  /** A resolved configuration, by its hash. */
  config: (configHash: string) => `${root}:config:${configHash}`,
  /** What many jobs share, by its hash. */
  jobPart: (contentHash: string) => `${root}:job-part:${contentHash}`,
  /** Hash pipeline#label → where the values of a configuration come from, by its hash. */
  configOrigins: (configHash: string) => `${root}:config-origins:${configHash}`,
  configuration: {
    /** The version in effect. */
    current: `${root}:configuration:current`,
    /** The version that was last taken from a disk. */
    onDisk: `${root}:configuration:on-disk`,
    /** List of versions that were taken, newest first. */
    versions: `${root}:configuration:versions`,
    /** Hash path → text of the files of a version. */
    files: (version: string) => `${root}:configuration:files:${version}`,
    /** Hash exposure id → version that the exposure began with. */
    pins: (camera: string, dayObs: number) => `${root}:configuration:pins:${camera}:${dayObs}`,
    /** Hash process → what it says of itself. */
    readers: `${root}:configuration:readers`,
    /** Channel of versions that are put into effect. */
    announced: `${root}:configuration:announced`,
  },
  /** Hash channel~file → what another program added to the exposure. */
  channelItems: (camera: string, exposureId: number | string) => `${root}:channels:${camera}:${exposureId}`,
  /** Hash column → value that another program gave the exposure. */
  foreignValues: (camera: string, exposureId: number | string) => `${root}:values:${camera}:${exposureId}`,
  /** Hash channel~file → what another program added to the whole night. */
  nightChannelItems: (camera: string, dayObs: number) => `${root}:night-channels:${camera}:${dayObs}`,
  /** Sorted set of side runs, by the instant of their creation. */
  runs: `${root}:runs`,
  /** Hash of a side run: its record and how far it is. */
  run: (run: string) => `${root}:run:${run}`,
  /** Set of the side runs that an exposure is part of. */
  sideRuns: (camera: string, exposureId: number) => `${root}:side-runs:${camera}:${exposureId}`,
  /** Stream of changes that gatherers work off. */
  changes: `${root}:changes`,
  /** Sorted set `camera exposureId` of exposures that are not complete, by deadline. */
  open: `${root}:open`,
  /** Stream of deltas for pages. */
  deltas: `${root}:deltas`,
  /** Hash of outcome counters. */
  outcomes: `${root}:intake:outcomes`,
  /** Set while a message's outcomes are counted already. */
  noted: (position: string) => `${root}:intake:noted:${position}`,
  /** Stream of records that could not be used. */
  dead: `${root}:intake:dead`,
  /** Stream of control actions, never shortened. */
  audit: `${root}:audit`,
  /** What operators changed: pools and patterns, one versioned record. */
  control: `${root}:control`,
  /** Never there: what a worker waits for that may take nothing. */
  nothing: `${root}:nothing`,
  /** Hash queue name → its pool and lane: every queue that ever had a job. */
  queues: `${root}:queues`,
  /** Hash worker id → heartbeat. */
  workers: `${root}:workers`,
  /** Hash process id → when it said so, and what it says of itself. */
  processes: `${root}:processes`,
  /** Whoever removes old nights just now. */
  removing: `${root}:removing`,
  /** Hash of what was removed with old nights, all times together. */
  removed: `${root}:removed`,
  /** Hash job id → image that is set aside because it harms whoever works on it. */
  quarantine: `${root}:quarantine`,
  /** Sorted set of a machine's workers that get ready just now, by the instant at which their turn is over. */
  starting: (host: string) => `${root}:starting:${host}`,
  /** Stream of failures. */
  failures: `${root}:failures`,
  /** Stream of a topic on the embedded bus. */
  topic: (topic: string) => `${root}:bus:${topic}`,
  /** Sorted set `camera exposureId` of exposures to look after, by when. */
  watched: `${root}:watched`,
  /** Set of cameras of which a reconciler has heard anything. */
  watchedCameras: `${root}:watched:cameras`,
  /** Sorted set `exposureId detector` of images that came only because they were looked for, by when. */
  retriggered: (camera: string) => `${root}:retriggered:${camera}`,
  /** Hash of the first sign of an exposure whose images may not have come: its `endReadout`. */
  readout: (camera: string, exposureId: number | string) => `${root}:readout:${camera}:${exposureId}`,
  /** Sorted set of a camera's exposures that were read out, by when that was heard. */
  readouts: (camera: string) => `${root}:readouts:${camera}`,
  /** Hash of a camera's last signs of life, and hash detector → exposures in a row without it. */
  signs: (camera: string) => `${root}:signs:${camera}`,
  absences: (camera: string) => `${root}:absences:${camera}`,
  /** What looking for an exposure's missing images gave. */
  reconciled: (camera: string, exposureId: number | string) => `${root}:reconciled:${camera}:${exposureId}`,
  /** Hash of alarms by id, and the stream of their changes. */
  alarms: `${root}:alarms`,
  alarmChanges: `${root}:alarms:changes`,
  /** Set of cameras of which stages were measured. */
  measuredCameras: `${root}:measured:cameras`,
  /** Hash image → its stages are in the histograms. */
  measured: (camera: string, exposureId: number | string) => `${root}:measured:${camera}:${exposureId}`,
  /** Hash of when a browser had painted an exposure. */
  painted: (camera: string, exposureId: number | string) => `${root}:painted:${camera}:${exposureId}`,
  /** Hash `stage:bucket` → samples of ten minutes, or of all times. */
  latency: (camera: string, tenMinutes: number | "ever") => `${root}:latency:${camera}:${tenMinutes}`,
  /** Results that gave way to another attempt, oldest first. */
  superseded: (camera: string, exposureId: number | string) => `${root}:superseded:${camera}:${exposureId}`,
  /** Count of jobs put into or taken out of a queue in ten seconds. */
  rate: (queue: string, direction: "in" | "out", tenSeconds: number) =>
    `${root}:rate:${queue}:${direction}:${tenSeconds}`,
} as const;
