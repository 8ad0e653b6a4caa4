/** Tells many pages the same: one frame that is made once, written to each in an order that turns, with pauses for others. */
import { setImmediate as afterOthers } from "node:timers/promises";
import type { ServerToPage } from "#contracts/push.ts";

/** What of a page's socket is needed. */
export interface PageSocket {
  conn: { write(packet: string, options: object): unknown };
}

/** So many are written to before anything else that waits has its turn. */
const pagesAtOnce = 64;

/**
 * @param turn where to begin, so that no page is the last of a thousand each time
 * @returns when all were written to.
 */
export async function tellPages<Event extends keyof ServerToPage>(
  pages: readonly PageSocket[],
  event: Event,
  message: Parameters<ServerToPage[Event]>[0],
  turn = 0,
): Promise<void> {
  // As socket.io's own adapter does it, whose frame is of two buffers and so twice the work to write.
  const packet = `2${JSON.stringify([event, message])}`;
  const options = { wsPreEncodedFrame: [textFrame(`4${packet}`)] };
  for (let at = 0; at < pages.length; at += 1) {
    if (at > 0 && at % pagesAtOnce === 0) await afterOthers();
    pages[(turn + at) % pages.length]?.conn.write(packet, options);
  }
}

/** @returns a text as a websocket frame of a server, by RFC 6455, section 5.2. */
export function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 0x1_0000 ? 4 : 10);
  head[0] = 0x81;
  head[1] = length < 126 ? length : length < 0x1_0000 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}
