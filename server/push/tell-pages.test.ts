import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { type PageSocket, tellPages, textFrame } from "./tell-pages.ts";

/** Answers each websocket with a frame of as many bytes as its path says. */
const server = createServer();
server.on("upgrade", ({ url, headers }, socket) => {
  const key = `${headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const accept = createHash("sha1").update(key).digest("base64");
  const lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"];
  socket.write(`${[...lines, `Sec-WebSocket-Accept: ${accept}`].join("\r\n")}\r\n\r\n`);
  socket.end(textFrame("é".repeat(Number(url?.slice(1)) / 2)));
});
await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
afterAll(() => server.close());

test.each([0, 2, 124, 126, 65_534, 65_536])("V6: a frame of %i bytes is read as it was meant", async (bytes) => {
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/${bytes}`);
  const text = await new Promise((resolve, reject) => {
    socket.addEventListener("message", ({ data }) => resolve(data));
    socket.addEventListener("error", reject);
  });
  expect(text).toBe("é".repeat(bytes / 2));
});

test("V10: every page is told once, each time another one first, and what else waits has its turn between", async () => {
  const told: number[] = [];
  const pages = Array.from({ length: 150 }, (_, at): PageSocket => ({ conn: { write: () => told.push(at) } }));
  let meanwhile = -1;
  setImmediate(() => {
    meanwhile = told.length;
  });
  const night = { camera: "TestCam", dayObs: 20260901 };
  await tellPages(pages, "night:opened", night, 100);
  expect(told).toEqual([...pages.keys()].map((at) => (at + 100) % 150));
  expect(meanwhile).toBeGreaterThan(0);
  expect(meanwhile).toBeLessThan(150);
});
