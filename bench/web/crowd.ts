/** A crowd of clients that follow a night over websockets, in processes of their own. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { constants, setPriority } from "node:os";
import { fileURLToPath } from "node:url";

export interface NightFollowed {
  camera: string;
  dayObs: number;
}

/** One push as the clients had it. */
export interface PackTold {
  /** Its place among all that each client had. */
  at: number;
  firstAtMs: number;
  lastAtMs: number;
  clients: number;
  bytes: number;
  exposures: { camera: string; seqNum: number; done: number }[];
}

export type CrowdRequest =
  | { do: "join"; origin: string; count: number; nights: readonly NightFollowed[] }
  | { do: "tell" };

export type CrowdTold = { told: "joined" } | { told: "packs"; packs: PackTold[]; bytes: number; lost: number };

export interface Crowd {
  clients: number;
  /** What came since it was last asked; `bytes` over all clients, `lost` connections since it joined. */
  tell(): Promise<{ packs: PackTold[]; bytes: number; lost: number }>;
  stop(): Promise<void>;
}

const inOneProcess = 500;
const processFile = fileURLToPath(new URL("./crowd-process.ts", import.meta.url));

/**
 * `aside`: the clients have what the system and the browser that is looked at leave of the machine, as they stand for
 * other people's machines · `alike`: they take their part like everybody else.
 */
export type CrowdPriority = "aside" | "alike";

/** @returns the crowd once every client follows the nights. */
export async function openCrowd(
  origin: string,
  clients: number,
  nights: readonly NightFollowed[],
  priority: CrowdPriority,
): Promise<Crowd> {
  const children = Array.from({ length: Math.ceil(clients / inOneProcess) }, () => fork(processFile));
  if (priority === "aside") {
    for (const { pid } of children) if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW);
  }
  await Promise.all(
    children.map((child, at) => {
      const count = Math.min(inOneProcess, clients - at * inOneProcess);
      return ask(child, { do: "join", origin, count, nights });
    }),
  );
  return {
    clients,
    async tell() {
      const told = await Promise.all(children.map((child) => ask(child, { do: "tell" })));
      const all = told.flatMap((each) => (each.told === "packs" ? [each] : []));
      return {
        packs: acrossProcesses(all.map(({ packs }) => packs)),
        bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
        lost: all.reduce((sum, { lost }) => sum + lost, 0),
      };
    },
    async stop() {
      await Promise.all(
        children.map(async (child) => {
          const gone = once(child, "exit");
          child.kill("SIGKILL");
          await gone;
        }),
      );
    },
  };
}

async function ask(child: ChildProcess, request: CrowdRequest): Promise<CrowdTold> {
  child.send(request);
  const [told] = (await once(child, "message")) as [CrowdTold];
  return told;
}

/** Joins what several processes had of the same pushes. */
function acrossProcesses(told: readonly PackTold[][]): PackTold[] {
  const joined = new Map<number, PackTold>();
  for (const pack of told.flat()) {
    const known = joined.get(pack.at) ?? { ...pack, clients: 0 };
    joined.set(pack.at, {
      ...known,
      firstAtMs: Math.min(known.firstAtMs, pack.firstAtMs),
      lastAtMs: Math.max(known.lastAtMs, pack.lastAtMs),
      clients: known.clients + pack.clients,
    });
  }
  return [...joined.values()].sort((left, right) => left.at - right.at);
}
