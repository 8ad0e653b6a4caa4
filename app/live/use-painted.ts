/** Tells the server when the exposures that a page follows were painted. */
import { useEffect, useRef } from "react";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { clockReading } from "#contracts/push.ts";
import { changedIn } from "./changed-in.ts";
import { type Connection, connection } from "./connection.ts";
import { type PaintReporter, paintReporter } from "./paint-reporter.ts";

/** Enough questions that one of them has a quick round trip; clocks drift by less than a millisecond a minute. */
const firstQuestions = 4;
const firstEveryMs = 400;
const laterEveryMs = 60_000;

function afterPaint(run: () => void): void {
  // A message is handled right after the frame that the callback belongs to.
  const channel = new MessageChannel();
  channel.port1.onmessage = run;
  requestAnimationFrame(() => channel.port2.postMessage(null));
}

function askClock({ socket }: Connection, reporter: PaintReporter): void {
  if (!socket.connected) return;
  const sentAtMs = Date.now();
  socket.emit("clock:read", (raw) => {
    const reading = clockReading.safeParse(raw);
    if (reading.success) reporter.clockRead({ sentAtMs, answeredAtMs: Date.now(), serverAtMs: reading.data.atMs });
  });
}

let shared: PaintReporter | null = null;

/** @returns the page's one reporter, which asks for the server's clock from its first use on. */
function reporter(): PaintReporter {
  if (shared !== null) return shared;
  const page = connection();
  const made = paintReporter({
    send: (report) => page.socket.emit("exposure:painted", report),
    nowMs: Date.now,
    isVisible: () => document.visibilityState === "visible",
    afterPaint,
  });
  page.socket.on("exposure:changed", made.told);
  for (let question = 0; question < firstQuestions; question += 1) {
    setTimeout(() => askClock(page, made), firstEveryMs * (question + 1));
  }
  setInterval(() => askClock(page, made), laterEveryMs);
  shared = made;
  return made;
}

/** @param exposures what the page has drawn; null while it has drawn none. */
export function usePainted(exposures: readonly ExposureSummary[] | null): void {
  const before = useRef<readonly ExposureSummary[]>([]);
  useEffect(() => {
    const made = reporter();
    if (exposures === null) return;
    made.drawn(changedIn(before.current, exposures)?.map(({ now }) => now) ?? exposures);
    before.current = exposures;
  }, [exposures]);
}
