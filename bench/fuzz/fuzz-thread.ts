/** The thread that damages and reads files, one after another, so that the main one can see it hang and stop it. */
import { setImmediate } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { randomFor } from "#scripts/simulate/random.ts";
import { corpus } from "./corpus.ts";
import { mutate } from "./mutate.ts";
import { type Outcome, readAll } from "./read-all.ts";

export interface FuzzOrder {
  readonly seed: number;
  readonly first: number;
  readonly inputs: number;
  /** One Int32 in shared memory: the number of the input at work. */
  readonly at: SharedArrayBuffer;
}

/** What the thread tells when it is through, or when it found a fault. */
export interface FuzzResult {
  readonly outcomes: Record<string, number>;
  readonly seedlings: number;
  readonly slowest: { readonly ms: number; readonly input: number; readonly name: string };
  readonly crash: { readonly input: number; readonly name: string; readonly message: string } | null;
}

/** Node frees what a failed gunzip holds in a later turn of the event loop, so a loop without turns only grows. */
const inputsInTurn = 50;

async function run({ seed, first, inputs, at }: FuzzOrder): Promise<FuzzResult> {
  const now = new Int32Array(at);
  const seedlings = corpus();
  const outcomes: Record<string, number> = {};
  let slowest = { ms: 0, input: first, name: "" };
  for (let input = first; input < first + inputs; input += 1) {
    Atomics.store(now, 0, input);
    if (input % inputsInTurn === 0) await setImmediate();
    const random = randomFor(seed, "fuzz", input);
    const seedling = seedlings[random.bits() % seedlings.length];
    if (!seedling) throw new Error("the fuzzer has no files to damage");
    const bytes = mutate(seedling, random, seedlings);
    const startedAtMs = performance.now();
    let outcome: Outcome;
    try {
      outcome = readAll(bytes);
    } catch (error) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { outcomes, seedlings: seedlings.length, slowest, crash: { input, name: seedling.name, message } };
    }
    const ms = performance.now() - startedAtMs;
    if (ms > slowest.ms) slowest = { ms, input, name: seedling.name };
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  return { outcomes, seedlings: seedlings.length, slowest, crash: null };
}

parentPort?.postMessage(await run(workerData as FuzzOrder));
