/** D2: a page tells of what it was pushed, once, when it was painted, on the server's clock. */
import { expect, test } from "vitest";
import type { ExposurePainted } from "#contracts/push.ts";
import { sampleSummary } from "../../fixtures/sample-summary.ts";
import { paintReporter } from "./paint-reporter.ts";

function page() {
  const sent: ExposurePainted[] = [];
  const frames: (() => void)[] = [];
  const state = { nowMs: 5000, isVisible: true };
  const reporter = paintReporter({
    send: (report) => sent.push(report),
    nowMs: () => state.nowMs,
    isVisible: () => state.isVisible,
    afterPaint: (run) => frames.push(run),
  });
  reporter.clockRead({ sentAtMs: 1000, answeredAtMs: 1010, serverAtMs: 3005 });
  const paint = () => {
    state.nowMs += 16;
    for (const run of frames.splice(0)) run();
  };
  return { sent, state, reporter, paint };
}
const told = (seqNum: number, more = {}) => ({
  v: 1,
  id: `${seqNum}-0`,
  exposure: sampleSummary({ exposureId: 2026090100000 + seqNum, seqNum, revision: 3, ...more }),
  detectors: [],
});

test("D2: what was pushed and drawn is told after the frame, once, on the server's clock", () => {
  const { sent, reporter, paint } = page();
  reporter.told(told(1));
  reporter.drawn([told(1).exposure]);
  expect(sent).toEqual([]);
  paint();
  expect(sent).toEqual([
    { v: 1, camera: "TestCam", exposureId: 2026090100001, revision: 3, paintedAtMs: 7016, clockErrorMs: 5 },
  ]);
  reporter.drawn([told(1).exposure]);
  paint();
  expect(sent).toHaveLength(1);
});

test("what a page read at its start, an older state, and one that is not the last are not told", () => {
  const { sent, reporter, paint } = page();
  reporter.drawn([told(9).exposure]);
  reporter.told(told(1));
  reporter.drawn([told(1, { revision: 2 }).exposure]);
  reporter.told(told(2, { state: "partial", completedAtMs: null }));
  reporter.drawn([told(2, { state: "partial", completedAtMs: null }).exposure]);
  reporter.told("nonsense");
  paint();
  expect(sent).toEqual([]);
});

test("a hidden page tells nothing, and a burst is told by a few", () => {
  const { sent, state, reporter, paint } = page();
  state.isVisible = false;
  reporter.told(told(1));
  reporter.drawn([told(1).exposure]);
  state.isVisible = true;
  const burst = Array.from({ length: 50 }, (_, index) => told(10 + index));
  for (const each of burst) reporter.told(each);
  reporter.drawn(burst.map(({ exposure }) => exposure));
  paint();
  expect(sent).toHaveLength(5);
});
