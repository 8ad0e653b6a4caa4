/** The page's one socket and what it has heard of the server; shared by all panels and kept between pages. */
import { io, type Socket } from "socket.io-client";
import { type PageToServer, pulse, type ServerToPage } from "#contracts/push.ts";
import { countSocket } from "./bytes-used.ts";
import type { Hearing } from "./freshness.ts";
import { mayReload, newerVersion } from "./newer-server.ts";
import { unpackDeltas } from "./unpack-deltas.ts";

export interface Connection {
  socket: Socket<ServerToPage, PageToServer>;
  hearing: () => Hearing;
  /** The server was built anew since this page was opened. */
  isOutdated: () => boolean;
  subscribe: (listener: () => void) => () => void;
}

/** A server that closed the connection itself is given so long before it is asked again. */
const askedToLeaveMs = 2_000;

function connect(): Connection {
  const socket: Socket<ServerToPage, PageToServer> = io({
    transports: ["websocket", "polling"],
    reconnectionDelayMax: 3_000,
  });
  countSocket(socket);
  const listeners = new Set<() => void>();
  let build: string | null = null;
  let outdated = false;
  let hearing: Hearing = {
    openedAtMs: Date.now(),
    connected: false,
    lastPulseAtMs: null,
    storeDownSinceMs: null,
    clockOffsetMs: 0,
  };
  function hear(change: Partial<Hearing>): void {
    hearing = { ...hearing, ...change };
    for (const listener of listeners) listener();
  }
  socket.on("connect", () => hear({ connected: true }));
  socket.on("disconnect", (reason) => {
    hear({ connected: false });
    // the one disconnection after which socket.io does not come back by itself
    if (reason === "io server disconnect") setTimeout(() => socket.connect(), askedToLeaveMs);
  });
  socket.on("exposure:packed", async (pack) => {
    // A pack that cannot be read is told as a change that says nothing: who follows reads the night again.
    const deltas = (await unpackDeltas(pack)) ?? [null];
    const told = socket.listeners("exposure:changed") as ((delta: unknown) => void)[];
    for (const delta of deltas) for (const tell of told) tell(delta);
  });
  socket.on("server:pulse", (raw) => {
    const version = newerVersion(raw);
    if (version !== null) {
      outdated = true;
      hear({});
      if (mayReload(version, window.sessionStorage)) window.location.reload();
      return;
    }
    const told = pulse.safeParse(raw);
    if (!told.success) return;
    const nowMs = Date.now();
    build ??= told.data.build;
    outdated = told.data.build !== build;
    hear({
      lastPulseAtMs: nowMs,
      storeDownSinceMs: told.data.storeDownSinceMs,
      clockOffsetMs: told.data.atMs - nowMs,
    });
  });
  return {
    socket,
    hearing: () => hearing,
    isOutdated: () => outdated,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

let shared: Connection | null = null;

/** @returns the shared connection, opened at the first call; only in a browser. */
export function connection(): Connection {
  shared ??= connect();
  return shared;
}
