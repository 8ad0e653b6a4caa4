/**
 * Takes a fault of kafkajs 2.2.4 away: once a connection has had its first answer, it looks for requests that wait every
 * millisecond, for ever, by a timer in the past, of which Node warns (tulios/kafkajs#1751).
 */
import { createRequire } from "node:module";

/** What is touched of kafkajs's `RequestQueue`. */
interface RequestQueue {
  pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
}

const load = createRequire(import.meta.url);

/** Whatever comes to wait later asks for its look itself. Once for a process. */
export function calmRequests(): void {
  const { prototype } = load("kafkajs/src/network/requestQueue") as { prototype: RequestQueue };
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function () {
    if (this.pending.length > 0) schedule.call(this);
  };
}
