/** The compute thread: pixels are worked on there, so that the process's own loop always renews its lease. */
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import { headerWords } from "#contracts/camera.ts";
import type { PixelRequest } from "./pixels/analyze-image.ts";
import type { ThreadAnswer } from "./thread.ts";
import { warmFrame } from "./warm-frame.ts";

const noFacts: PixelRequest["facts"] = {
  pixelScaleArcsec: null,
  saturationAdu: null,
  timeScale: "UTC",
  headerWords: headerWords.parse({}),
};

/** The thread took too long and was ended. */
export class ComputeTimeout extends Error {
  override name = "ComputeTimeout";
}

/** The thread died: of a fault in native code, or for want of memory. Another takes its place. */
export class ComputeCrash extends Error {
  override name = "ComputeCrash";
}

export interface Compute {
  /** Gives the bytes away to the thread. @throws ComputeTimeout, ComputeCrash */
  run(request: PixelRequest & { bytes: Uint8Array<ArrayBuffer> }): Promise<ThreadAnswer>;
  /** Loads and compiles all that the first image would have to wait for. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

export function openCompute(timeoutMs: number): Compute {
  const pool = new Piscina<PixelRequest, ThreadAnswer>({
    filename: fileURLToPath(new URL("./thread.ts", import.meta.url)),
    minThreads: 1,
    maxThreads: 1,
    idleTimeout: Number.POSITIVE_INFINITY,
  });
  const warm = async () => {
    await pool.run({ bytes: warmFrame(), uri: "warm-up", task: "quick-look", config: {}, facts: noFacts });
  };
  /** A thread that took another's place loads and compiles before an image's time begins. */
  let ready: Promise<void> = Promise.resolve();
  return {
    async run(request) {
      await ready;
      const timeout = AbortSignal.timeout(timeoutMs);
      try {
        return await pool.run(request, { signal: timeout, transferList: [request.bytes.buffer] });
      } catch (error) {
        ready = warm().catch(() => undefined);
        if (timeout.aborted) throw new ComputeTimeout(`the analysis took more than ${timeoutMs / 1000} s`);
        // The thread turns whatever it can catch into an answer, so what arrives here has ended it.
        throw new ComputeCrash(`the compute thread died: ${(error as Error).message}`, { cause: error });
      }
    },
    warm,
    close: () => pool.destroy(),
  };
}
