/** The compute thread: pixels are worked on there, so that the process's own loop always renews its lease. */
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import type { PixelRequest } from "./pixels/analyze-image.ts";
import type { ThreadAnswer } from "./thread.ts";

/** The thread took too long and was ended. */
export class ComputeTimeout extends Error {
  override name = "ComputeTimeout";
}

export interface Compute {
  /** Gives the bytes away to the thread. @throws ComputeTimeout, or whatever ended the thread. */
  run(request: PixelRequest & { bytes: Uint8Array<ArrayBuffer> }): Promise<ThreadAnswer>;
  close(): Promise<void>;
}

export function openCompute(timeoutMs: number): Compute {
  const pool = new Piscina<PixelRequest, ThreadAnswer>({
    filename: fileURLToPath(new URL("./thread.ts", import.meta.url)),
    minThreads: 1,
    maxThreads: 1,
    idleTimeout: Number.POSITIVE_INFINITY,
  });
  return {
    async run(request) {
      const timeout = AbortSignal.timeout(timeoutMs);
      try {
        return await pool.run(request, { signal: timeout, transferList: [request.bytes.buffer] });
      } catch (error) {
        if (timeout.aborted) throw new ComputeTimeout(`the analysis took more than ${timeoutMs / 1000} s`);
        throw error;
      }
    },
    close: () => pool.destroy(),
  };
}
