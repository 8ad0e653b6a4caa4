/** The whole system as `npm start` runs it, started for a bench, with its start-up time and the memory of each process. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startRedis } from "#scripts/parts/redis.ts";

export interface RunningSystem {
  origin: string;
  redisUrl: string;
  dataDir: string;
  /** From the command to an answer of `/api/health`. */
  startUpMs: number;
  /** Resident memory of each process by name, MiB. */
  memoryMib(): Record<string, number>;
  stop(): Promise<void>;
}

const startMain = fileURLToPath(new URL("../../scripts/start/main.ts", import.meta.url));

export async function startSystem(port: number, args: readonly string[] = ["--no-demo"]): Promise<RunningSystem> {
  const dataDir = mkdtempSync(join(tmpdir(), "firstlook-bench-"));
  const redis = await startRedis({ dir: join(dataDir, "redis"), appendOnly: true });
  const startedAtMs = performance.now();
  const child = spawn(process.execPath, [startMain, ...args], {
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, REDIS_URL: redis.url, KAFKA_BROKERS: "" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await untilItSays(child, "Firstlook is ready");
  return {
    origin: `http://127.0.0.1:${port}`,
    redisUrl: redis.url,
    dataDir,
    startUpMs: performance.now() - startedAtMs,
    memoryMib: () => ({ ...memoryBelow(child.pid ?? 0), ...memoryBelow(redis.pid) }),
    async stop() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await gone;
      await redis.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function untilItSays(child: ChildProcess, words: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let output = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    output += chunk.toString();
    if (output.includes(words)) resolve();
  });
  child.once("exit", () => reject(new Error(`the system ended before it was ready:\n${output}`)));
  return promise;
}

/** Reads /proc: the process and all below it. */
function memoryBelow(root: number): Record<string, number> {
  const processes = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const status = readFileSync(`/proc/${pid}/status`, "utf8");
        const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
        return [{ pid: Number(pid), parent: field("PPid"), residentKib: field("VmRSS"), command }];
      } catch {
        return [];
      }
    });
  const memory: Record<string, number> = {};
  const collect = (pid: number) => {
    const found = processes.find((process) => process.pid === pid);
    if (!found) return;
    memory[`${nameOf(found.command)} (${pid})`] = Math.round(found.residentKib / 1024);
    for (const child of processes.filter((process) => process.parent === pid)) collect(child.pid);
  };
  collect(root);
  return memory;
}

/** `server/web/main.ts`, `redis-server`: the last two or three parts of what runs. */
function nameOf(command: readonly string[]): string {
  const script = command.find((part) => part.endsWith(".ts")) ?? command[0] ?? "?";
  return script.split("/").slice(-3).join("/");
}
