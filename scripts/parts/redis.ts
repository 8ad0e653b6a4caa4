/** A Redis server of our own on the loopback, for `npm start`, tests and benches. */
import type { ChildProcess } from "node:child_process";
import { mkdirSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { findPart } from "../setup/find-part.ts";
import { isAlive, spawnBound, stopChild } from "./bound-child.ts";
import { freePort } from "./free-port.ts";
import { waitUntilReady } from "./wait-until-ready.ts";

export interface RedisOptions {
  /** Folder of its data and of redis.log; made when it is not there. */
  dir: string;
  /** A free one when not given. */
  port?: number;
  /** Keep the data over restarts: an append-only file, written to disk every second. */
  appendOnly?: boolean;
}

export interface RedisPart {
  readonly url: string;
  readonly port: number;
  /** Of the server that runs now; changes with `restart`. */
  readonly pid: number;
  /** Ends it in order; what it holds is on disk when `appendOnly`. */
  stop(): Promise<void>;
  /** Ends it as a crash would. */
  kill(): void;
  /** Starts it again on the same port and folder, after `stop`, `kill` or while it runs. */
  restart(): Promise<void>;
}

/** @returns the first of what a Redis answers to an inline command, or null where none answers. */
function askRedis(port: number, host: string, command: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect(port, host, () => socket.write(`${command}\r\n`));
    const end = (answer: string | null): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1000, () => end(null));
    socket.once("data", (data) => end(data.toString("utf8")));
    socket.once("error", () => end(null));
    socket.once("close", () => resolve(null));
  });
}

/** @returns whether a Redis answers PING with PONG; one that still loads its data does not. */
export async function redisAnswers(port: number, host = "127.0.0.1"): Promise<boolean> {
  return (await askRedis(port, host, "PING"))?.startsWith("+PONG") ?? false;
}

/** Whether the Redis on this port is this process, and not another that had the port before. */
async function isProcess(port: number, pid: number): Promise<boolean> {
  const answer = await askRedis(port, "127.0.0.1", "INFO server");
  return new RegExp(`^process_id:${pid}\\r?$`, "m").test(answer ?? "");
}

function settings(options: RedisOptions, port: number): string[] {
  const words = {
    port: String(port),
    bind: "127.0.0.1",
    dir: options.dir,
    save: "",
    appendonly: options.appendOnly ? "yes" : "no",
    appendfsync: "everysec",
    // A queue must never lose keys to make room.
    "maxmemory-policy": "noeviction",
    daemonize: "no",
  };
  return Object.entries(words).flatMap(([word, value]) => [`--${word}`, value]);
}

/** Starts Redis and resolves when it answers. @throws Error when there is no redis-server, or it does not come up. */
export async function startRedis(options: RedisOptions): Promise<RedisPart> {
  const program = findPart("redis");
  if (program === null) {
    throw new Error("no redis-server on PATH or in .firstlook/parts: run `node scripts/launch.mjs setup redis` first");
  }
  mkdirSync(options.dir, { recursive: true });
  const port = options.port ?? (await freePort());
  const logFile = join(options.dir, "redis.log");
  let child: ChildProcess;
  const start = async (): Promise<void> => {
    child = spawnBound(program, settings(options, port), { logFile });
    const pid = child.pid ?? 0;
    const probe = async (): Promise<boolean> => (await redisAnswers(port)) && isProcess(port, pid);
    await waitUntilReady({ name: "Redis", child, logFile, timeoutMs: 60_000, probe });
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    get pid() {
      return child.pid ?? 0;
    },
    stop: () => stopChild(child),
    kill: () => void child.kill("SIGKILL"),
    restart: async () => {
      if (isAlive(child)) await stopChild(child);
      await start();
    },
  };
}
