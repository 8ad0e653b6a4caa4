/** What a worker tells of itself every second, and at once when its state changes. */
import type { CurrentJob, Heartbeat } from "#contracts/worker.ts";
import type { Redis } from "#io/redis/connect.ts";
import { removeHeartbeat, writeHeartbeat } from "#io/redis/worker-store.ts";

export interface Beating {
  /** What is told; may be changed, and is told within a second. */
  readonly beat: Heartbeat;
  /** Tells it now. */
  send(): void;
  /** Tells of the job in hand, or that there is none any more. */
  work(job: CurrentJob | null): void;
  /** Says no more, and takes back what was said. */
  stop(): Promise<void>;
}

const everyMs = 1000;

export function startHeartbeat(
  redis: Redis,
  who: Pick<Heartbeat, "id" | "pool" | "pools" | "ordinal" | "host" | "pid" | "version" | "memoryCeilingBytes">,
  clock: { nowMs: () => number; offsetMs: () => number },
  onTrouble: (error: Error) => void,
): Beating {
  const startedAtMs = clock.nowMs();
  const beat: Heartbeat = {
    ...who,
    state: "starting",
    job: null,
    startedAtMs,
    heartbeatAtMs: startedAtMs,
    jobsDone: 0,
    jobsFailed: 0,
    rssBytes: 0,
    lastJob: null,
    warmStartS: null,
    clockOffsetMs: 0,
  };
  function send(): void {
    const rssBytes = process.memoryUsage.rss();
    const now = { ...beat, heartbeatAtMs: clock.nowMs(), clockOffsetMs: clock.offsetMs(), rssBytes };
    writeHeartbeat(redis, now).catch(onTrouble);
  }
  const beating = setInterval(send, everyMs);
  send();
  return {
    beat,
    send,
    work(job) {
      beat.job = job;
      if (beat.state !== "draining") beat.state = job === null ? "idle" : "busy";
      // The end of a job is told with the next one, or within a second.
      if (job !== null) send();
    },
    async stop() {
      clearInterval(beating);
      await removeHeartbeat(redis, beat.id);
    },
  };
}
