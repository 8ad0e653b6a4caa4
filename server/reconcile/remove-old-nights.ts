/** Removes the nights of each camera that are older than those to be kept, one process at a time. */
import { randomUUID } from "node:crypto";
import type { ObjectRemover } from "#io/ports.ts";
import type { Redis } from "#io/redis/connect.ts";
import { keys } from "#io/redis/keys.ts";
import { readCameraNames, readNights } from "#io/redis/night-store.ts";
import { openExposures, type RemovedNight, removeNight } from "#io/redis/remove-night.ts";

export interface RemovalParts {
  redis: Redis;
  objects: ObjectRemover;
  /** Nights of each camera that are kept, the newest ones. */
  keep: number;
  onRemoved: (night: RemovedNight & { camera: string; dayObs: number; objects: number }) => void;
  /** Told of a night that is old enough, and stays because some of its exposures are not at their end. */
  onKept: (night: { camera: string; dayObs: number; open: number; firstOpen: number }) => void;
}

/** Long enough for one night; whoever dies with it keeps the others waiting for no longer. */
const turnMs = 120_000;

/** @returns whether it was this process's turn. */
export async function removeOldNights({ redis, objects, keep, onRemoved, onKept }: RemovalParts): Promise<boolean> {
  const mine = randomUUID();
  if ((await redis.set(keys.removing, mine, "PX", turnMs, "NX")) === null) return false;
  for (const camera of await readCameraNames(redis)) {
    for (const { dayObs } of (await readNights(redis, camera)).slice(keep)) {
      await redis.set(keys.removing, mine, "PX", turnMs);
      const open = await openExposures(redis, camera, dayObs);
      const [firstOpen] = open;
      if (firstOpen !== undefined) {
        onKept({ camera, dayObs, open: open.length, firstOpen });
        continue;
      }
      // The objects go first: a process that dies in between finds the night again, and no picture is left behind.
      let count = 0;
      for (const folder of [`${camera}/${dayObs}`, `channels/${camera}/${dayObs}`]) {
        count += await objects.removeFolder(folder);
      }
      onRemoved({ camera, dayObs, objects: count, ...(await removeNight(redis, camera, dayObs)) });
    }
  }
  if ((await redis.get(keys.removing)) === mine) await redis.del(keys.removing);
  return true;
}
