/** Loopback ports: finding one that is free, and telling whether one is taken. */
import { createServer } from "node:net";

function listenOn(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      const taken = typeof address === "object" && address !== null ? address.port : port;
      server.close(() => resolve(taken));
    });
  });
}

/** @returns a port that nothing listens on at this moment. */
export function freePort(): Promise<number> {
  return listenOn(0, "127.0.0.1");
}

/** @returns whether a server could listen on this port now. */
export function isPortFree(port: number, host = "127.0.0.1"): Promise<boolean> {
  return listenOn(port, host).then(
    () => true,
    () => false,
  );
}
