/** A process with some hundred clients that follow a night as pages do; `crowd.ts` starts it and asks it. */
import { gunzipSync } from "node:zlib";
import { io } from "socket.io-client";
import { deltaPack, exposureDelta } from "#contracts/push.ts";
import type { CrowdRequest, CrowdTold, NightFollowed, PackTold } from "./crowd.ts";

const packs = new Map<number, PackTold>();
let bytes = 0;
let lost = 0;

process.on("message", async (request: CrowdRequest) => {
  if (request.do === "join") await join(request);
  if (request.do === "tell") {
    tell({ told: "packs", packs: [...packs.values()], bytes, lost });
    packs.clear();
    bytes = 0;
  }
});

async function join({ origin, count, nights }: Extract<CrowdRequest, { do: "join" }>): Promise<void> {
  // A few at a time, as pages come.
  for (let first = 0; first < count; first += 25) {
    await Promise.all(Array.from({ length: Math.min(25, count - first) }, () => open(origin, nights)));
  }
  tell({ told: "joined" });
}

async function open(origin: string, nights: readonly NightFollowed[]): Promise<void> {
  const socket = io(origin, { transports: ["websocket"], forceNew: true });
  // The order is the same for all, so the n-th pack of one is the n-th of each.
  let taken = 0;
  socket.on("exposure:packed", (pack: string) => note(taken++, pack));
  socket.on("disconnect", () => lost++);
  socket.io.on("open", () => socket.io.engine.on("packet", ({ data }) => (bytes += sizeOf(data))));
  await new Promise((resolve) => socket.once("connect", () => resolve(null)));
  for (const night of nights) {
    await socket.emitWithAck("night:follow", { v: 1, ...night, since: null, packed: true });
  }
}

function note(at: number, pack: string): void {
  const atMs = Date.now();
  const known = packs.get(at);
  if (known) {
    known.lastAtMs = atMs;
    known.clients += 1;
    return;
  }
  const instants = { firstAtMs: atMs, lastAtMs: atMs };
  packs.set(at, { at, ...instants, clients: 1, bytes: pack.length, exposures: exposuresIn(pack) });
}

function exposuresIn(pack: string): PackTold["exposures"] {
  const { deltas } = deltaPack.parse(JSON.parse(gunzipSync(Buffer.from(pack, "base64")).toString()));
  return deltas.map((delta) => {
    const { camera, seqNum, done } = exposureDelta.parse(delta).exposure;
    return { camera, seqNum, done };
  });
}

function sizeOf(data: unknown): number {
  if (typeof data === "string") return Buffer.byteLength(data) + 1;
  return ArrayBuffer.isView(data) ? data.byteLength : 1;
}

function tell(told: CrowdTold): void {
  process.send?.(told);
}
