/** Consumer groups of Redis Streams. */
import type { Redis } from "ioredis";

/** Makes the group, from the stream's beginning, unless it is there. */
export async function ensureGroup(redis: Redis, stream: string, group: string): Promise<void> {
  try {
    await redis.xgroup("CREATE", stream, group, "0", "MKSTREAM");
  } catch (error) {
    if (!(error as Error).message.startsWith("BUSYGROUP")) throw error;
  }
}
