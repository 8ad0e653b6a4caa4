/** Tells the server when this page had painted an exposure's last state that it was pushed; one word for each. */
import type { ExposureSummary } from "#contracts/exposure.ts";
import { type ExposureDelta, type ExposurePainted, exposureDelta } from "#contracts/push.ts";
import { type ClockSample, serverClock } from "./server-clock.ts";

export interface PaintParts {
  send: (report: ExposurePainted) => void;
  nowMs: () => number;
  /** Whether anybody can see the page: a hidden one is not painted. */
  isVisible: () => boolean;
  /** Runs right after the next frame is painted. */
  afterPaint: (run: () => void) => void;
}

export interface PaintReporter {
  /** A change came over the socket. */
  told: (raw: unknown) => void;
  /** These exposures are in the document now. */
  drawn: (exposures: readonly ExposureSummary[]) => void;
  clockRead: (sample: ClockSample) => void;
}

/** A page reports so many of what it draws at once: a burst of a hundred rows is one paint, and a few speak for it. */
const mostAtOnce = 5;
const samplesKept = 8;

export function paintReporter(parts: PaintParts): PaintReporter {
  // By exposure, so that a night of a thousand is looked through without making a thousand keys.
  const awaited = new Map<number, ExposureDelta["exposure"]>();
  let samples: ClockSample[] = [];
  const isAwaited = (drawn: ExposureSummary): boolean => {
    const told = awaited.get(drawn.exposureId);
    return told !== undefined && told.revision === drawn.revision && told.camera === drawn.camera;
  };
  return {
    told(raw) {
      const delta = exposureDelta.safeParse(raw);
      if (!delta.success || !parts.isVisible() || delta.data.exposure.completedAtMs === null) return;
      awaited.set(delta.data.exposure.exposureId, delta.data.exposure);
    },
    drawn(exposures) {
      if (awaited.size === 0) return;
      const shown = exposures.filter(isAwaited);
      for (const { exposureId } of shown) awaited.delete(exposureId);
      if (shown.length === 0 || !parts.isVisible()) return;
      parts.afterPaint(() => {
        const clock = serverClock(samples);
        if (clock === null || !parts.isVisible()) return;
        const paintedAtMs = parts.nowMs() + clock.offsetMs;
        for (const { camera, exposureId, revision } of shown.slice(0, mostAtOnce)) {
          parts.send({ v: 1, camera, exposureId, revision, paintedAtMs, clockErrorMs: clock.errorMs });
        }
      });
    },
    clockRead(sample) {
      samples = [...samples, sample].slice(-samplesKept);
    },
  };
}
