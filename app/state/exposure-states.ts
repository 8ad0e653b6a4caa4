/** How each state of an exposure and of a detector looks and reads; never colour alone. */
import type { DetectorState, ExposureState } from "#contracts/exposure.ts";

export interface StateLook {
  icon: string;
  word: string;
  /** Text colour, a class. */
  color: string;
  means: string;
}

export const exposureStates: Record<ExposureState, StateLook> = {
  pending: { icon: "○", word: "pending", color: "text-none", means: "no result yet" },
  partial: { icon: "◐", word: "partial", color: "text-note", means: "some detectors have a result" },
  complete: { icon: "●", word: "complete", color: "text-ok", means: "every expected detector has a result" },
  late: { icon: "▲", word: "late", color: "text-warn", means: "detectors are missing after the camera's deadline" },
  failed: { icon: "■", word: "failed", color: "text-error", means: "every expected detector failed" },
};

export const detectorStates: Record<DetectorState, StateLook> = {
  expected: { icon: "·", word: "expected", color: "text-none", means: "no event for this detector yet" },
  skipped: { icon: "⊘", word: "skipped", color: "text-none", means: "left out by the focal-plane pattern" },
  pending: { icon: "○", word: "pending", color: "text-note", means: "queued or being analysed" },
  done: { icon: "●", word: "done", color: "text-ok", means: "its numbers are in" },
  failed: { icon: "■", word: "failed", color: "text-error", means: "it has no numbers; the reason is told" },
};

/** In the order in which filters list them. */
export const exposureStateOrder: readonly ExposureState[] = ["pending", "partial", "complete", "late", "failed"];

/** @returns whether a text names a state of an exposure. */
export function isExposureState(text: string): text is ExposureState {
  return text in exposureStates;
}
