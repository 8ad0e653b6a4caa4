/** The processes of a soak: started, killed at random, started again, and watched for their memory. */
import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import type { ProcessSystem } from "../../fixtures/process-system.ts";

export interface Member {
  /** For example `worker 3`. */
  name: string;
  role: string;
  file: string;
  env: Record<string, string>;
}

export interface Crew {
  /** Ends a random member as `kill -9` would, and starts it again. */
  killOne(random: () => number): Promise<void>;
  kills(): Readonly<Record<string, number>>;
  /** Resident memory of the largest process of each role, MiB. */
  memoryMib(): Record<string, number>;
}

export async function gatherCrew(system: ProcessSystem, members: readonly Member[]): Promise<Crew> {
  const living = new Map<string, ChildProcess>();
  const kills: Record<string, number> = {};
  const start = async ({ name, file, env }: Member) => void living.set(name, await system.start(file, env));
  for (const member of members) await start(member);
  return {
    async killOne(random) {
      const member = members[Math.floor(random() * members.length)];
      const child = member && living.get(member.name);
      if (!member || !child) return;
      await system.kill(child);
      kills[member.role] = (kills[member.role] ?? 0) + 1;
      await start(member);
    },
    kills: () => kills,
    memoryMib() {
      const largest: Record<string, number> = {};
      for (const { name, role } of members) {
        largest[role] = Math.max(largest[role] ?? 0, residentMib(living.get(name)?.pid));
      }
      return largest;
    },
  };
}

/** Of a process by proc(5); 0 for one that is gone. */
export function residentMib(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}
