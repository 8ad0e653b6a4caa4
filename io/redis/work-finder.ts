/** Where a worker looks for its next job: its pools in order, in each its own lane first, and help for others when idle. */
import type { Redis } from "ioredis";
import { type ControlState, poolControlOf, untouchedControl } from "#contracts/control.ts";
import { type ClaimSource, openClaimSource, type Taken } from "./claim-source.ts";
import { parseControl } from "./control-store.ts";
import { isOwnLane, type Lane, lanesInOrder, queueName } from "./job-lanes.ts";
import { keys } from "./keys.ts";
import { readLanes } from "./lane-registry.ts";
import { openWorkBell } from "./wait-for-work.ts";

export interface WorkFinder {
  /** Claims what is next of one pool: about `slots` jobs, one claim at least; nothing when nothing may be claimed. */
  take(slots: number): Promise<Taken[]>;
  /** @returns whether the next job may come from the same queue, without looking whether a preferred one has work by now. */
  mayFollow(source: ClaimSource): boolean;
  /** Resolves when there may be work, or when it is time to look again. */
  wait(): Promise<void>;
  close(): Promise<void>;
}

export interface FinderOptions {
  /** In order; `*` is every pool that is not named. */
  pools: readonly string[];
  /** The worker's number in its pool: it decides which lanes are its own. */
  ordinal: number;
  leaseMs: number;
  onTrouble: (error: Error) => void;
}

/** Control and queues may have changed after so long; a worker that waits looks again then. */
const refreshEveryMs = 1000;
/** Claims in one round trip beside the first. */
const mostAtOnce = 99;
/** A worker whose jobs are short asks only so often whether a pool that it prefers has work. */
const compareEveryMs = 100;
/** A job that its own lane's workers leave for so long is taken by a worker of another lane. */
const stealAfterMs = 250;

export function openWorkFinder(redis: Redis, { pools, ordinal, leaseMs, onTrouble }: FinderOptions): WorkFinder {
  const bell = openWorkBell(redis);
  const open = new Map<string, ClaimSource>();
  const named: Lane[] = pools.filter((pool) => pool !== "*").map((pool) => ({ pool, lane: 0, lanes: 1 }));
  let sources: ClaimSource[] = [];
  let control: ControlState = untouchedControl;
  let refreshedAtMs = Number.NEGATIVE_INFINITY;
  let latest: ClaimSource | null = null;
  let comparedAtMs = Number.NEGATIVE_INFINITY;
  let rung: ClaimSource | null = null;
  let dueAtMs = Number.POSITIVE_INFINITY;

  async function refresh(): Promise<void> {
    const [registered, text] = await Promise.all([readLanes(redis), redis.get(keys.control)]);
    refreshedAtMs = performance.now();
    control = parseControl(text);
    const lanes = new Map([...named, ...registered].map((lane) => [queueName(lane), lane]));
    sources = lanesInOrder([...lanes.values()], pools, ordinal).map((lane) => {
      const isOwn = isOwnLane(lane, ordinal);
      const source =
        open.get(queueName(lane)) ??
        openClaimSource(redis, lane, { leaseMs, stalledEveryMs: isOwn ? leaseMs / 4 : leaseMs, onTrouble });
      open.set(queueName(lane), source);
      return source;
    });
  }

  /** @returns the sources that have anything, in one round trip. */
  async function withWork(among: readonly ClaimSource[]): Promise<ClaimSource[]> {
    const pipeline = redis.pipeline();
    for (const { waiting } of among) {
      pipeline.llen(waiting.list);
      for (const set of waiting.sets) pipeline.zcard(set);
    }
    const replies = (await pipeline.exec()) ?? [];
    for (const [error] of replies) if (error) throw error;
    const counts = replies.map(([, count]) => Number(count));
    return among.filter((_, index) => counts.slice(index * 3, index * 3 + 3).some((count) => count > 0));
  }

  /** The first alone and, where it was had, more beside it in one round trip. */
  async function takeFrom(source: ClaimSource, slots: number): Promise<Taken[]> {
    const first = await source.take();
    if (first === null) return [];
    const more = Math.min(Math.floor(slots / first.size) - 1, mostAtOnce);
    const others = await Promise.all(Array.from({ length: Math.max(0, more) }, () => source.take()));
    return [first, ...others.filter((each) => each !== null)];
  }

  /** Nothing is preferred to the first; of the others it is asked every now and then whether one before has work. */
  function mayStay(source: ClaimSource): boolean {
    if (source === sources.find(mayTake)) return true;
    return source === latest && performance.now() - comparedAtMs < compareEveryMs;
  }

  const mayTake = ({ lane }: ClaimSource) => !poolControlOf(control, lane.pool).isPaused;

  return {
    async take(slots) {
      if (performance.now() - refreshedAtMs > refreshEveryMs) await refresh();
      const first = rung ?? (latest && mayStay(latest) ? latest : null);
      rung = null;
      latest = null;
      if (first && mayTake(first)) {
        const taken = await takeFrom(first, slots);
        if (taken.length > 0) {
          latest = first;
          return taken;
        }
      }
      comparedAtMs = performance.now();
      for (const source of await withWork(sources.filter(mayTake))) {
        const taken = await takeFrom(source, slots);
        if (taken.length > 0) {
          latest = source;
          return taken;
        }
      }
      return [];
    },

    mayFollow(source) {
      const nowMs = performance.now();
      const isFresh = nowMs - refreshedAtMs <= refreshEveryMs && nowMs - comparedAtMs < compareEveryMs;
      return isFresh && source === latest && mayTake(source);
    },

    async wait() {
      const own = sources.filter((source) => mayTake(source) && isOwnLane(source.lane, ordinal));
      const hasOthers = sources.some((source) => mayTake(source) && !isOwnLane(source.lane, ordinal));
      const untilDueMs = Math.max(1, dueAtMs - Date.now());
      const forMs = Math.min(hasOthers ? stealAfterMs : refreshEveryMs, untilDueMs);
      dueAtMs = Number.POSITIVE_INFINITY;
      const found = await bell.wait(own.length > 0 ? own.map(({ marker }) => marker) : [keys.nothing], forMs);
      if (found === null) return;
      // A job that is to be tried again later rings early, and says when.
      if (found.dueAtMs > Date.now()) dueAtMs = found.dueAtMs;
      else rung = own.find(({ marker }) => marker === found.marker) ?? null;
    },

    async close() {
      bell.close();
      await Promise.all([...open.values()].map((source) => source.close()));
    },
  };
}
