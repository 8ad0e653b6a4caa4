/** Adds to an exposure's page what is kept beside its results: shutter, paint, missing images, and why it was late. */
import type { ExposureDetail } from "#contracts/exposure.ts";
import type { Reconciliation } from "#contracts/reconciliation.ts";
import { shutterClosedAtMs } from "./shutter-closed.ts";
import { whyLate } from "./why-late.ts";

export interface Beside {
  readoutEndedAtMs: number | null;
  paintedAtMs: number | null;
  reconciliation: Reconciliation | null;
  superseded: ExposureDetail["superseded"];
}

/** @returns the exposure with its whole timeline and the sentence that explains it. Pure. */
export function withLatency(detail: ExposureDetail, beside: Beside, nowMs: number): ExposureDetail {
  const { readoutEndedAtMs, paintedAtMs, reconciliation, superseded } = beside;
  const heardAtMs = detail.timeline.eventAtMs ?? detail.timeline.receivedAtMs ?? detail.firstEventAtMs;
  const shutter = heardAtMs === null ? null : shutterClosedAtMs(detail.header, readoutEndedAtMs, heardAtMs);
  const timeline = { ...detail.timeline, shutterClosedAtMs: shutter, paintedAtMs };
  const isOver = detail.state === "complete" || detail.state === "failed";
  const why = whyLate({ timeline, detectors: detail.detectors, reconciliation, nowMs, isOver });
  return { ...detail, timeline, whyLate: why, reconciliation, superseded };
}
