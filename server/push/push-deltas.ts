/** Pushes changes to pages over socket.io: who follows a night gets its deltas, and what it missed. */
import type { Server as HttpServer } from "node:http";
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
import { pushedLately } from "./take-painted.ts";

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

export function pushDeltas(http: HttpServer, parts: PushParts): Push {
  const sockets = new Server<PageToServer, ServerToPage>(http, {
    serveClient: false,
    maxHttpBufferSize: 64 * 1024,
    // Compressed by socket.io a message would be compressed anew for each page; packs are compressed once.
    perMessageDeflate: false,
  });
  let storeDownSinceMs: number | null = null;
  const lately = pushedLately();
  const pulse = () => ({ v: 1 as const, atMs: parts.nowMs(), build: parts.build, storeDownSinceMs });

  sockets.on("connection", (socket) => {
    socket.emit("server:pulse", pulse());
    socket.on("night:follow", async (request, answer) => {
      const parsed = nightFollow.safeParse(request);
      if (typeof answer !== "function") return;
      if (!parsed.success) {
        answer({ outcome: "refused", reason: "night:follow needs v, camera, dayObs and since" });
        return;
      }
      const { camera, dayObs, since, packed } = parsed.data;
      // Joined before reading: a delta that comes between is told twice, never missed.
      await socket.join(roomOf({ camera, dayObs }, packed));
      const missed =
        since === null ? null : await missedDeltas(parts.redis, { camera, dayObs }, since).catch(() => null);
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
      for (const packed of [false, true]) void socket.leave(roomOf(night.data, packed));
    });
  });

  const hasPages = (room: string): boolean => sockets.of("/").adapter.rooms.has(room);
  const knownNights = new Map<string, number>();
  async function push(stored: readonly StoredDelta[]): Promise<void> {
    parts.reach?.("before-push");
    for (const { delta } of stored) {
      const { camera, dayObs } = delta.exposure;
      lately.note(delta, parts.nowMs());
      if (hasPages(roomOf({ camera, dayObs }, false))) {
        sockets.to(roomOf({ camera, dayObs }, false)).emit("exposure:changed", delta);
      }
      if (knownNights.get(camera) !== dayObs) {
        knownNights.set(camera, dayObs);
        sockets.emit("night:opened", { camera, dayObs });
      }
    }
    for (const [room, deltas] of byPackedRoom(stored)) {
      if (hasPages(room)) sockets.to(room).emit("exposure:packed", packDeltas(deltas));
    }
    parts.reach?.("pushed");
    await markPushed(parts.redis, stored, parts.nowMs());
  }

  async function checkStore(): Promise<void> {
    try {
      await parts.redis.ping();
      storeDownSinceMs = null;
    } catch {
      storeDownSinceMs ??= parts.nowMs();
    }
    sockets.emit("server:pulse", pulse());
  }
  const pulsing = setInterval(() => void checkStore(), pulseEveryMs);

  const stopping = new AbortController();
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

function roomOf({ camera, dayObs }: { camera: string; dayObs: number }, packed: boolean): string {
  return `${packed ? "packed night" : "night"} ${camera} ${dayObs}`;
}

function byPackedRoom(stored: readonly StoredDelta[]): Map<string, ExposureDelta[]> {
  const rooms = new Map<string, ExposureDelta[]>();
  for (const { delta } of stored) {
    const room = roomOf(delta.exposure, true);
    rooms.set(room, [...(rooms.get(room) ?? []), delta]);
  }
  return rooms;
}
