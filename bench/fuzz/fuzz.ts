/** Fuzzes the FITS reader: damaged files must give pixels or a FitsError, quickly and within bounded memory. */
import { Worker } from "node:worker_threads";
import type { FuzzOrder, FuzzResult } from "./fuzz-thread.ts";

export interface FuzzOptions {
  readonly inputs: number;
  readonly seed: number;
  /** Number of the first input; with `inputs` 1 it repeats just that one. */
  readonly first?: number;
  readonly maxRssBytes: number;
}

export interface FuzzReport extends FuzzResult {
  readonly inputs: number;
  readonly seconds: number;
  readonly peakRssBytes: number;
  /** What went wrong, a sentence that names the input; null when nothing did. */
  readonly failure: string | null;
}

/** One input that takes longer is a hang. */
export const maxInputMs = 5000;
const watchEveryMs = 250;
const nothing: FuzzResult = { outcomes: {}, seedlings: 0, slowest: { ms: 0, input: 0, name: "" }, crash: null };

/** Runs the inputs in a thread that is stopped when one of them hangs. Input n of a seed is the same file in every run. */
export async function fuzz({ inputs, seed, first = 0, maxRssBytes }: FuzzOptions): Promise<FuzzReport> {
  const at = new SharedArrayBuffer(4);
  const order: FuzzOrder = { seed, first, inputs, at };
  const startedAtMs = performance.now();
  let peakRssBytes = 0;
  const { result, hung } = await new Promise<{ result: FuzzResult; hung: number | null }>((resolve, reject) => {
    const thread = new Worker(new URL("./fuzz-thread.ts", import.meta.url), { workerData: order });
    let seen = { input: -1, sinceMs: performance.now() };
    const watch = setInterval(() => {
      peakRssBytes = Math.max(peakRssBytes, process.memoryUsage.rss());
      const input = Atomics.load(new Int32Array(at), 0);
      if (input !== seen.input) seen = { input, sinceMs: performance.now() };
      else if (performance.now() - seen.sinceMs > maxInputMs + watchEveryMs) done({ result: nothing, hung: input });
    }, watchEveryMs);
    const done = (end: { result: FuzzResult; hung: number | null }): void => {
      clearInterval(watch);
      void thread.terminate();
      resolve(end);
    };
    thread.once("message", (result: FuzzResult) => done({ result, hung: null }));
    thread.once("error", (error) => {
      clearInterval(watch);
      reject(error);
    });
  });
  peakRssBytes = Math.max(peakRssBytes, process.memoryUsage.rss());
  const seconds = (performance.now() - startedAtMs) / 1000;
  const failure = failureOf(result, hung, peakRssBytes, maxRssBytes);
  return { ...result, inputs, seconds, peakRssBytes, failure };
}

function failureOf(result: FuzzResult, hung: number | null, peakRssBytes: number, maxRssBytes: number): string | null {
  if (hung !== null) return `input ${hung} took more than ${maxInputMs / 1000} s`;
  const { crash, slowest } = result;
  if (crash) return `input ${crash.input} (${crash.name}) threw what is no FitsError: ${crash.message}`;
  if (slowest.ms > maxInputMs) return `input ${slowest.input} (${slowest.name}) took ${Math.round(slowest.ms)} ms`;
  const mib = (bytes: number): number => Math.round(bytes / 2 ** 20);
  if (peakRssBytes > maxRssBytes) return `memory grew to ${mib(peakRssBytes)} MiB, more than ${mib(maxRssBytes)}`;
  return null;
}
