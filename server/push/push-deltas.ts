/** Pushes changes to pages over socket.io: who follows a night gets its deltas, and what it missed. */
import type { Server as HttpServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { Server } from "socket.io";
import type { ReachPoint } from "#contracts/fault-point.ts";
import {
  type ExposureDelta,
  type ExposurePainted,
  nightFollow,
  nightLeave,
  type PageToServer,
  type ServerToPage,
} from "#contracts/push.ts";
import type { Redis } from "#io/redis/connect.ts";
import { followDeltas, missedDeltas, type StoredDelta } from "#io/redis/delta-stream.ts";
import { markPushed } from "#io/redis/night-store.ts";
import { packDeltas } from "./pack-deltas.ts";
import { readMissed } from "./read-missed.ts";
import { pushedLately } from "./take-painted.ts";
import { tellPages } from "./tell-pages.ts";

export interface PushParts {
  /** Blocks on the stream of deltas; nothing else may use it. */
  tail: Redis;
  redis: Redis;
  build: string;
  /** For tests of crashes. */
  reach?: ReachPoint;
  nowMs: () => number;
  onTrouble: (error: Error) => void;
  /** Told once of each exposure that a page has painted. */
  onPainted?: (report: ExposurePainted) => Promise<void>;
}

export interface Push {
  stop(): Promise<void>;
}

const pulseEveryMs = 2000;
/** Pulses are spread over their time: a thousand at once would hold up whatever is pushed meanwhile. */
const pulseGroups = 20;
/** No page draws more often. */
const pushEveryMs = 60;
/** Of the process's time, however many pages there are: what comes meanwhile goes as one pack. */
const mostOfTime = 2 / 3;

/** How a page takes deltas: each by itself, or packed. */
const forms = ["plain", "packed"] as const;
type Form = (typeof forms)[number];

export function pushDeltas(http: HttpServer, parts: PushParts): Push {
  const sockets = new Server<PageToServer, ServerToPage>(http, {
    serveClient: false,
    maxHttpBufferSize: 64 * 1024,
    // Compressed by socket.io a message would be compressed anew for each page; packs are compressed once.
    perMessageDeflate: false,
  });
  const stopping = new AbortController();
  let storeDownSinceMs: number | null = null;
  const lately = pushedLately();
  let connections = 0;
  const pulse = () => ({ v: 1 as const, atMs: parts.nowMs(), build: parts.build, storeDownSinceMs });

  sockets.on("connection", (socket) => {
    socket.emit("server:pulse", pulse());
    void socket.join(pulseRoom(connections++));
    socket.on("night:follow", async (request, answer) => {
      const parsed = nightFollow.safeParse(request);
      if (typeof answer !== "function") return;
      if (!parsed.success) {
        answer({ outcome: "refused", reason: "night:follow needs v, camera, dayObs and since" });
        return;
      }
      const { camera, dayObs, since, packed } = parsed.data;
      // Joined before reading: a delta that comes between is told twice, never missed.
      await socket.join(roomOf({ camera, dayObs }, packed ? "packed" : "plain"));
      const readSince = (from: string) =>
        readMissed(() => missedDeltas(parts.redis, { camera, dayObs }, from), parts.onTrouble);
      const missed = since === null ? null : await readSince(since);
      if (missed === null) answer({ outcome: "reload" });
      else if (packed) answer({ outcome: "following", missed: [], packed: packDeltas(missed) });
      else answer({ outcome: "following", missed });
    });
    socket.on("clock:read", (answer) => {
      if (typeof answer === "function") answer({ v: 1, atMs: parts.nowMs() });
    });
    socket.on("exposure:painted", (raw) => {
      const report = lately.take(raw, parts.nowMs());
      if (report !== null) parts.onPainted?.(report).catch(parts.onTrouble);
    });
    socket.on("night:leave", (request) => {
      const night = nightLeave.safeParse(request);
      if (!night.success) return;
      for (const form of forms) void socket.leave(roomOf(night.data, form));
    });
  });

  const { adapter, sockets: connected } = sockets.of("/");
  const hasPages = (room: string): boolean => adapter.rooms.has(room);
  const pagesIn = (room: string) => [...(adapter.rooms.get(room) ?? [])].flatMap((id) => connected.get(id) ?? []);
  const knownNights = new Map<string, number>();
  async function push(stored: readonly StoredDelta[]): Promise<void> {
    parts.reach?.("before-push");
    const beganMs = performance.now();
    for (const { delta } of stored) {
      const { camera, dayObs } = delta.exposure;
      lately.note(delta, parts.nowMs());
      const room = roomOf({ camera, dayObs }, "plain");
      if (hasPages(room)) sockets.to(room).emit("exposure:changed", delta);
      if (knownNights.get(camera) !== dayObs) {
        knownNights.set(camera, dayObs);
        sockets.emit("night:opened", { camera, dayObs });
      }
    }
    for (const [night, deltas] of byNight(stored)) {
      const pages = pagesIn(roomOf(night, "packed"));
      if (pages.length === 0) continue;
      await tellPages(pages, "exposure:packed", packDeltas(deltas), Math.floor(Math.random() * pages.length));
    }
    const pushedAtMs = performance.now();
    parts.reach?.("pushed");
    await markPushed(parts.redis, stored, parts.nowMs());
    const nextAtMs = beganMs + Math.max(pushEveryMs, (pushedAtMs - beganMs) / mostOfTime);
    await pause(Math.max(0, nextAtMs - performance.now()), null, { signal: stopping.signal }).catch(() => undefined);
  }

  async function checkStore(): Promise<void> {
    try {
      await parts.redis.ping();
      storeDownSinceMs = null;
    } catch {
      storeDownSinceMs ??= parts.nowMs();
    }
  }
  let group = 0;
  const pulsing = setInterval(() => {
    group = (group + 1) % pulseGroups;
    if (group === 0) void checkStore();
    void tellPages(pagesIn(pulseRoom(group)), "server:pulse", pulse());
  }, pulseEveryMs / pulseGroups);

  const following = followDeltas(parts.tail, stopping.signal, push, parts.onTrouble);
  return {
    async stop() {
      clearInterval(pulsing);
      stopping.abort();
      parts.tail.disconnect();
      await following;
      await sockets.close();
    },
  };
}

function pulseRoom(connection: number): string {
  return `pulse ${connection % pulseGroups}`;
}

interface Night {
  camera: string;
  dayObs: number;
}

function roomOf({ camera, dayObs }: Night, form: Form): string {
  return `${form} night ${camera} ${dayObs}`;
}

function byNight(stored: readonly StoredDelta[]): [Night, ExposureDelta[]][] {
  const nights = new Map<string, [Night, ExposureDelta[]]>();
  for (const { delta } of stored) {
    const { camera, dayObs } = delta.exposure;
    const [, deltas] = nights.get(`${camera} ${dayObs}`) ?? [{ camera, dayObs }, []];
    nights.set(`${camera} ${dayObs}`, [{ camera, dayObs }, [...deltas, delta]]);
  }
  return [...nights.values()];
}
