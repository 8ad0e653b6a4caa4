/** What this page has cost its connection: what the browser tells of its requests, and each packet of the socket. */
import type { Socket } from "socket.io-client";

interface Packet {
  data?: unknown;
}

let ofSocket = 0;
let ofRequests = 0;
let watching = false;

/** @returns the size of a packet on the wire, without the few bytes of its frame. */
export function packetBytes({ data }: Packet): number {
  // The first character of a text tells the kind of the packet.
  if (typeof data === "string") return new TextEncoder().encode(data).length + 1;
  if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) return data.byteLength;
  return 1;
}

/** Counts what goes over a socket from now on, in both directions; call it before the socket has opened. */
export function countSocket(socket: Pick<Socket, "io">): void {
  const count = (packet: Packet): void => {
    ofSocket += packetBytes(packet);
  };
  socket.io.on("open", () => {
    // Polling is a request and counted as such.
    const { engine } = socket.io;
    const isSocket = (): boolean => engine.transport.name === "websocket";
    engine.on("packet", (packet) => isSocket() && count(packet));
    engine.on("packetCreate", (packet) => isSocket() && count(packet));
  });
}

function watchRequests(): void {
  watching = true;
  const take = (entries: readonly PerformanceEntry[]): void => {
    for (const entry of entries) ofRequests += (entry as PerformanceResourceTiming).transferSize;
  };
  for (const type of ["navigation", "resource"]) {
    new PerformanceObserver((list) => take(list.getEntries())).observe({ type, buffered: true });
  }
}

/** @returns bytes since the page was opened; what came out of the browser's cache cost nothing. */
export function bytesUsed(): number {
  if (!watching) watchRequests();
  return ofSocket + ofRequests;
}
