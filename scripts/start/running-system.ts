/** Notes in the data folder which system runs on it: two must never share one, and commands must find the one there is. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface RunningSystem {
  /** Of `npm start`'s main process. */
  pid: number;
  /** Null until the system is ready. */
  reach: { host: string; port: number; redisUrl: string; kafkaBrokers: string | null } | null;
}

const fileIn = (dataDir: string): string => join(dataDir, "running.json");

/** Whether this process is an `npm start`; its number may have passed to another program since. */
function isStart(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("scripts/start/main.ts");
  } catch {
    return false;
  }
}

function write(dataDir: string, system: RunningSystem): void {
  // Renaming is atomic: a reader never meets half a note.
  const partial = `${fileIn(dataDir)}.${process.pid}`;
  writeFileSync(partial, `${JSON.stringify(system, null, 2)}\n`);
  renameSync(partial, fileIn(dataDir));
}

/** @returns the system that runs on this data folder, or null; a note of one that is gone counts for nothing. */
export function findRunningSystem(dataDir: string, isLiving = isStart): RunningSystem | null {
  try {
    const system = JSON.parse(readFileSync(fileIn(dataDir), "utf8")) as RunningSystem;
    return isLiving(system.pid) ? system : null;
  } catch {
    return null;
  }
}

/**
 * Claims the folder for this process.
 * @returns what gives the claim back.
 * @throws Error when another system that still runs has it.
 */
export function claimDataDir(dataDir: string, isLiving = isStart): () => void {
  mkdirSync(dataDir, { recursive: true });
  const owner = findRunningSystem(dataDir, isLiving);
  if (owner !== null && owner.pid !== process.pid) {
    throw new Error(
      `a Firstlook already runs on ${dataDir} (process ${owner.pid}).\n` +
        "  Stop it with Ctrl-C in its terminal, or start this one beside it: DATA_DIR=another-folder PORT=3001 npm start",
    );
  }
  write(dataDir, { pid: process.pid, reach: null });
  return () => rmSync(fileIn(dataDir), { force: true });
}

/** Lets commands find this process's system. */
export function announceSystem(dataDir: string, reach: NonNullable<RunningSystem["reach"]>): void {
  write(dataDir, { pid: process.pid, reach });
}
