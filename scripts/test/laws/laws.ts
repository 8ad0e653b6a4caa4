/** The import laws: who may import whom, each with the reason, so that whoever breaks one learns where code belongs. */

export interface Law {
  name: string;
  because: string;
  /** Files that the law is for; tests are under no law but the last one. */
  from: RegExp;
  /** Files among them that it is not for. */
  except?: RegExp;
  /** What they may import and nothing else; or else `never`. */
  only?: RegExp;
  /** What they must not import. */
  never?: RegExp;
}

export const testFile = /\.(test|spec)\.tsx?$/;
const mains = /(^|\/)main\.ts$/;

export const laws: readonly Law[] = [
  {
    name: "contracts are a leaf",
    because:
      "Contracts cross every process and the browser, so they know zod and each other and nothing else. " +
      "What acts on a message belongs to the room that acts.",
    from: /^contracts\//,
    only: /^(contracts\/|npm:zod$)/,
  },
  {
    name: "analysis is pure",
    because:
      "Analysis is mathematics on pixels, the same in a worker, a test and a browser, because it knows no file, no " +
      "clock and no library. Read files in io/ and hand in the bytes; put schemas into contracts/.",
    from: /^analysis\//,
    only: /^analysis\//,
  },
  {
    name: "task contracts carry no code",
    because:
      "The planner and the pages read a task's contract without loading its pixel code. " +
      "Keep schemas and defaults there, and put the work into run.ts.",
    from: /^tasks\/([^/]+\/contract|catalog)\.ts$/,
    only: /^(contracts\/|tasks\/[^/]+\/contract\.ts$|npm:zod$)/,
  },
  {
    name: "task runs are pure",
    because:
      "The same pixels and the same config give the same bytes, so a run uses contracts, analysis and its own folder: " +
      "no I/O, no clock, no library. Whatever it needs from outside comes in as an argument.",
    from: /^tasks\//,
    except: /^tasks\/([^/]+\/contract|catalog)\.ts$/,
    only: /^(contracts|analysis|tasks)\//,
  },
  {
    name: "io serves and does not decide",
    because:
      "An adapter keeps a port's promise over a driver. What is planned, run or shown is decided in server/, workers/ " +
      "and app/, which call io/, not the other way round.",
    from: /^io\//,
    never: /^(tasks|server|workers|app|analysis)\//,
  },
  {
    name: "servers hold no pixels",
    because:
      "Servers plan, gather and answer, and stay quick because no pixel code can run in them. " +
      "Ask a worker by a job, and read what a task promises from tasks/catalog.ts.",
    from: /^server\//,
    never: /^(analysis\/|workers\/|app\/|tasks\/(?!catalog\.ts$|[^/]+\/contract\.ts$))/,
  },
  {
    name: "workers do not know servers",
    because:
      "A worker knows its job, and nothing of who planned it or who shows it, so that it can run on any machine. " +
      "Share by a contract.",
    from: /^workers\//,
    never: /^(server|app)\//,
  },
  {
    name: "pages know only contracts",
    because:
      "A page sees the system through the API and the push messages, and whatever else it imports ends up in every " +
      "visitor's browser.",
    from: /^app\//,
    never: /^(io|server|workers|analysis|tasks\/(?!catalog\.ts$|[^/]+\/contract\.ts$)|npm:(ioredis|kafkajs|bullmq)$)/,
  },
  {
    name: "only io names its drivers",
    because:
      "Kafka, Redis, BullMQ and object stores are named in io/ alone, so that each can be exchanged in one place. " +
      "Use what io/ offers, and let a main.ts choose the adapter.",
    from: /^(contracts|analysis|tasks|server|workers|app)\//,
    except: mains,
    never: /^npm:(kafkajs|ioredis|bullmq|@aws-sdk\/.*|@duckdb\/.*)$/,
  },
  {
    name: "a main is not imported",
    because: "A main.ts wires a process when it is loaded. What others need of it belongs into a file of its own.",
    from: /./,
    never: mains,
  },
  {
    name: "rooms do not know scripts",
    because:
      "Scripts, benches and browser tests use the system from outside. " +
      "Code that both need belongs into one of the rooms.",
    from: /^(contracts|analysis|tasks|io|server|workers|app)\//,
    never: /^(scripts|bench|e2e|fixtures)\//,
  },
  {
    name: "a test is not imported",
    because: "A test is run, not imported. What tests share lies in io/suites/ or fixtures/.",
    from: /./,
    never: testFile,
  },
];
