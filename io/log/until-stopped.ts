/** Keeps a process alive until it is told to end, then lets it finish what it has in hand. */
import type { Logger } from "./open-log.ts";

/** Runs `stop` once on SIGTERM or SIGINT and ends the process; a second signal ends it at once. */
export function untilStopped(log: Logger, stop: () => Promise<void>): void {
  let isStopping = false;
  const end = async (signal: string) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    log.info({ signal }, "stopping");
    try {
      await stop();
      process.exit(0);
    } catch (error) {
      log.error({ err: error }, "could not stop cleanly");
      process.exit(1);
    }
  };
  process.on("SIGTERM", () => void end("SIGTERM"));
  process.on("SIGINT", () => void end("SIGINT"));
}
