/** Runs the command line against the system that the browser tests use. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../scripts/firstlook.ts", import.meta.url));

/**
 * Resolves when the command ends well.
 * @param isPartial the command may end with 1, as a replay of some of a camera's detectors does.
 */
export function runFirstlook(
  words: readonly string[],
  more: readonly string[] = [],
  { isPartial = false } = {},
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const child = spawn(process.execPath, [cli, ...words, ...more], {
    env: { ...process.env, PORT: "", REDIS_URL: "", KAFKA_BROKERS: "" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let trouble = "";
  child.stderr.on("data", (chunk: Buffer) => {
    trouble += chunk.toString();
  });
  child.once("exit", (code) => {
    if (code === 0 || (isPartial && code === 1)) resolve();
    else reject(new Error(`firstlook ${words.join(" ")} ended with ${code}:\n${trouble}`));
  });
  return promise;
}
