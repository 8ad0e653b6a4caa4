/** Every setting that processes read from the environment, in one schema; only `main.ts` files call it. */
import { z } from "zod";
import { controlToken } from "./audit.ts";
import { defaultPool, poolName, sparePool } from "./control.ts";
import { faultSetting } from "./fault-point.ts";

const list = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);

/** A prefix of foreign URLs and the prefix under which this installation reads the same files. */
const placeRule = z
  .string()
  .regex(/^[^=]+=(file:\/\/\/|s3:\/\/[^/]+\/)/, "is not like root://host//prefix/=file:///mount/")
  .transform((text) => ({ from: text.slice(0, text.indexOf("=")), to: text.slice(text.indexOf("=") + 1) }));

/** `name:role:sha256` of one token; the token itself is nowhere. */
const tokenText = z
  .string()
  .transform((text) => {
    const [name, role, sha256] = text.split(":");
    return { name, role, sha256 };
  })
  .pipe(controlToken);

export const settings = z.object({
  /** Redis that holds queue, results and, without Kafka, the events. */
  REDIS_URL: z.string().default("redis://127.0.0.1:6379"),
  /** Kafka's bootstrap servers, `host:port,host:port`; without it events travel on Redis Streams. */
  KAFKA_BROKERS: list.optional().transform((brokers) => (brokers && brokers.length > 0 ? brokers : null)),
  KAFKA_TLS: z.stringbool().default(false),
  /** The certificate of the authority that signed the brokers', where the system's list does not hold it. */
  KAFKA_CA_FILE: z.string().optional(),
  KAFKA_SASL_MECHANISM: z.enum(["plain", "scram-sha-256", "scram-sha-512"]).default("scram-sha-512"),
  KAFKA_USERNAME: z.string().optional(),
  KAFKA_PASSWORD: z.string().optional(),
  /** The consumer group of the distributors. */
  KAFKA_GROUP: z.string().default("firstlook-distributor"),
  /**
   * Names a distributor of several that all read everything: none waits for another's death to be noticed.
   * Without it the distributors of a group share the topics' partitions.
   */
  DISTRIBUTOR_ID: z
    .string()
    .regex(/^[\w-]+$/)
    .optional(),
  /** Topics of image events beside Firstlook's own. */
  EVENT_TOPICS: list.default([]),
  /** A schema registry for messages in Confluent-framed Avro; `https://user:password@host` where it asks for one. */
  SCHEMA_REGISTRY_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** A folder of `<id>.avsc`, asked before the registry. */
  SCHEMA_DIR: z.string().optional(),
  /** Where files of Rucio transfers are read: `root://host//prefix/=file:///mount/`, first match wins, by commas. */
  RUCIO_PLACES: list.pipe(z.array(placeRule)).default([]),
  /** Where objects, embedded parts and the demo night live on this machine. */
  DATA_DIR: z.string().default(".firstlook/data"),
  /** Folders below which `file://` images may be read; DATA_DIR always is. Separated by commas. */
  IMAGE_ROOTS: list.default([]),
  /** A folder that stands for buckets (`<folder>/<bucket>/<key>`), used where no S3 endpoint is given. */
  BUCKETS_DIR: z.string().optional(),
  /** An S3 endpoint; credentials come from the usual AWS variables. */
  S3_ENDPOINT: z.string().optional(),
  S3_REGION: z.string().default("us-east-1"),
  /** The folder of pipelines; without it the one that comes with Firstlook. */
  PIPELINES_DIR: z.string().optional(),
  /** The bucket that keeps pictures, `s3://bucket/prefix/`; without it they lie in `DATA_DIR/objects` on this machine. */
  OBJECTS_URL: z.url({ protocol: /^s3$/ }).optional(),
  /** Topics of `endReadout` and `nextVisit`, which tell that exposures go on. */
  CONTEXT_TOPICS: list.default([]),
  /** An image that did not come so long after its exposure's first sign of life is looked for in the object store. */
  RECONCILE_AFTER_S: z.coerce.number().positive().default(30),
  /** Nights of a camera that are kept; older ones are removed whole, pictures among them. Without it all are kept. */
  RETAIN_NIGHTS: z.coerce.number().int().positive().optional(),
  /** Files of master calibrations that a worker keeps in memory, MiB together; it keeps decoded ones beside them. */
  CALIBRATION_CACHE_MB: z.coerce.number().min(0).default(256),
  /** The folder of files that declare external programs; without it the one that comes with Firstlook. */
  PROGRAMS_DIR: z.string().optional(),
  /** Who may change what runs: `name:role:sha256-of-the-token`, by commas. Without it, whoever sits at this machine. */
  CONTROL_TOKENS: list.pipe(z.array(tokenText)).default([]),
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** Time that one image may take before its thread is ended. */
  TASK_TIMEOUT_S: z.coerce.number().positive().default(120),
  /** A worker's own pool: it serves no other unless WORKER_POOLS says so. Without both it serves all. */
  WORKER_POOL: poolName.optional(),
  /** The pools that a worker serves: always the first of them that has work. `*` is every pool that is not named. */
  WORKER_POOLS: list.pipe(z.array(z.union([z.literal("*"), poolName]))).default([]),
  /** Time after which a worker that does not renew its claim has lost it. */
  JOB_LEASE_S: z.coerce.number().min(0.5).default(8),
  /** Time that a worker which is told to stop gives the job in hand. */
  WORKER_DRAIN_S: z.coerce.number().min(0).default(25),
  /** A worker whose memory is above it after a job ends and is started again; without it memory is not looked at. */
  WORKER_MEMORY_MB: z.coerce.number().int().positive().optional(),
  /** Workers of one machine that may get ready at the same time; as many as it has cores when not given. */
  WORKERS_STARTING: z.coerce.number().int().min(1).optional(),
  /** For tests of crashes: where this process ends itself (contracts/fault-point.ts). */
  FAULT_POINT: faultSetting.optional(),
  WORKER_ORDINAL: z.coerce.number().int().min(0).default(0),
  /** Queues that each pool is cut into, so that a worker prefers its detectors; set it for distributors and web. */
  QUEUE_LANES: z.coerce.number().int().min(1).max(256).default(1),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});
export type Settings = z.infer<typeof settings>;

/** A worker that is told nothing serves all pools, and those of spare capacity last. */
const allPools = ["wavefront", defaultPool, "*", sparePool];

/** @returns a worker's own pool, and those that it serves in order. */
export function servedPools(settings: Pick<Settings, "WORKER_POOL" | "WORKER_POOLS">): {
  own: string;
  pools: string[];
} {
  const { WORKER_POOL: own, WORKER_POOLS: pools } = settings;
  if (pools.length > 0) return { own: own ?? pools.find((pool) => pool !== "*") ?? defaultPool, pools };
  return { own: own ?? defaultPool, pools: own === undefined ? allPools : [own] };
}

/** Reads settings, naming every variable that is wrong. @throws Error with one readable line. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = settings.safeParse(given);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`Wrong settings in the environment: ${wrong.join("; ")}. docs/operate.md lists them.`);
}
