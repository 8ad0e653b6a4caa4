/** How far an exposure has come: begun, its detectors one by one, complete. Pure. */
import { utcClock } from "#app/format/clock.ts";
import { formatSpan } from "#app/format/duration.ts";
import { countOf } from "#app/format/number.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";

export interface Stage {
  name: "begun" | "analysed" | "settled";
  state: "past" | "now" | "ahead" | "trouble";
  words: string;
  detail: string;
}

type Progress = Pick<
  ExposureSummary,
  "state" | "expected" | "done" | "failed" | "firstEventAtMs" | "completedAtMs" | "updatedAtMs"
>;

/** @param nowMs on the server's clock. */
export function stagesOf(exposure: Progress, nowMs: number): readonly [Stage, Stage, Stage] {
  const { state, expected, done, failed, firstEventAtMs, completedAtMs } = exposure;
  const settled = done + failed;
  const isSettled = state === "complete" || state === "failed";
  const since = (atMs: number) => (firstEventAtMs === null ? "" : formatSpan(Math.max(0, atMs - firstEventAtMs)));
  return [
    {
      name: "begun",
      state: settled > 0 || isSettled || state === "late" ? "past" : "now",
      words: state === "pending" ? "pending" : "begun",
      detail: firstEventAtMs === null ? "" : `${utcClock(firstEventAtMs)} UTC`,
    },
    {
      name: "analysed",
      state: isSettled ? "past" : state === "late" ? "trouble" : settled > 0 ? "now" : "ahead",
      words: `${settled} of ${expected}`,
      detail: failed > 0 ? `${failed} failed` : isSettled ? countOf(expected, "detector") : `for ${since(nowMs)}`,
    },
    lastStage(exposure, completedAtMs === null ? "" : `in ${since(completedAtMs)}`),
  ];
}

function lastStage({ state, expected, done, failed }: Progress, took: string): Stage {
  const name = "settled";
  switch (state) {
    case "complete":
      return { name, state: "past", words: "complete", detail: took };
    case "failed":
      return { name, state: "trouble", words: "failed", detail: "every detector" };
    case "late":
      return { name, state: "trouble", words: "late", detail: `${expected - done - failed} missing` };
    default:
      return { name, state: "ahead", words: "complete", detail: "not yet" };
  }
}
