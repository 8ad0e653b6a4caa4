/** D3: the sentence names what took longest. */
import { expect, test } from "vitest";
import type { Timeline } from "#contracts/result-facts.ts";
import { type LateFacts, whyLate } from "./why-late.ts";

const quick: Timeline = {
  eventAtMs: 10_000,
  receivedAtMs: 10_010,
  queuedAtMs: 10_015,
  claimedAtMs: 10_020,
  readAtMs: 10_100,
  doneAtMs: 10_500,
  gatheredAtMs: 10_510,
  pushedAtMs: 10_515,
};
const detector = (name: string, changes: Partial<Timeline> = {}, attempts = 1) => ({
  detector: name,
  state: "done" as const,
  timeline: { ...quick, ...changes },
  attempts,
  worker: "quick-look-0",
});
const facts = (changes: Partial<LateFacts>): LateFacts => ({
  timeline: { ...quick, shutterClosedAtMs: null, paintedAtMs: null },
  detectors: [detector("A")],
  reconciliation: null,
  nowMs: 20_000,
  isOver: true,
  ...changes,
});
const whole = (changes: object) => ({ ...quick, shutterClosedAtMs: null, paintedAtMs: null, ...changes });
/** The same steps, from one of them on so much later. */
const later = (from: keyof Timeline, ms: number): Partial<Timeline> => {
  const steps = Object.keys(quick) as (keyof Timeline)[];
  return Object.fromEntries(steps.slice(steps.indexOf(from)).map((step) => [step, (quick[step] ?? 0) + ms]));
};

test("D3: a quick exposure has nothing to explain", () => {
  expect(whyLate(facts({}))).toBeNull();
});

test.each([
  ["intake", { eventAtMs: 4000 }, "The event of A was 6.0 s on its way to the distributor."],
  ["queue", later("queuedAtMs", 5000), /took 5\.0 s to queue A/],
  [
    "wait",
    later("claimedAtMs", 12_000),
    "A waited 12 s for a worker: none of this exposure was ahead, so others were.",
  ],
  ["read", later("readAtMs", 9000), "Reading the pixels of A took 9.1 s; the image store was slow for quick-look-0."],
  ["run", later("doneAtMs", 60_000), "Analysing A took 60 s on quick-look-0."],
  ["gather", later("gatheredAtMs", 3000), /gatherer took 3\.0 s to add A/],
  ["push", later("pushedAtMs", 300_000), /told of A 5 min after it was gathered/],
])("D3: %s", (_, changes, sentence) => {
  const told = whyLate(facts({ detectors: [detector("A", changes)] }));
  if (typeof sentence === "string") expect(told).toBe(sentence);
  else expect(told).toMatch(sentence);
});

test("D3: the event came long after the shutter closed", () => {
  const timeline = whole({ shutterClosedAtMs: -4000 });
  expect(whyLate(facts({ timeline }))).toMatch(/^The event of A came 14 s after the shutter closed/);
});

test("D3: the exposure is explained by its last detector, and jobs taken before it are counted", () => {
  const others = Array.from({ length: 7 }, (_, index) =>
    detector(`B${index}`, { claimedAtMs: 10_100 + index, doneAtMs: 11_000 + index }),
  );
  const detectors = [...others, detector("A", later("claimedAtMs", 8000))];
  expect(whyLate(facts({ detectors }))).toBe("A waited 8.0 s for a worker: 7 jobs of this exposure ahead.");
});

test("D3: a second attempt, a lost event, a page that was busy", () => {
  const again = [detector("A", later("claimedAtMs", 9000), 2)];
  expect(whyLate(facts({ detectors: again }))).toMatch(/^A waited 9\.0 s at attempt 2: the attempt before failed/);
  const retriggered = [{ detector: "A", kind: "raw" as const, atMs: 40_000 }];
  const reconciliation = { atMs: 40_000, looks: 1, expectedFrom: "camera" as const, retriggered, missing: [] };
  const lost = [detector("A", later("receivedAtMs", 30_000))];
  expect(whyLate(facts({ detectors: lost, reconciliation }))).toBe(
    "The event of A was lost; its image was found in the object store 30 s after it was written.",
  );
  expect(whyLate(facts({ timeline: whole({ paintedAtMs: 13_000 }) }))).toMatch(/painted it 2\.5 s after it was told/);
});

test("D3: an exposure that is not over says what it waits for", () => {
  const { timeline } = detector("B");
  const pending = { ...detector("B"), state: "pending" as const, timeline: { ...timeline, doneAtMs: null } };
  expect(whyLate(facts({ detectors: [detector("A"), pending], isOver: false }))).toMatch(
    /^1 image still waits for a worker or is being worked on, 10 s after the first event/,
  );
  const missing = ["X", "Y", "Z", "W"].map((name) => ({ detector: name, kind: "raw" as const, reason: "" }));
  const reconciliation = { atMs: 1, looks: 1, expectedFrom: "camera" as const, retriggered: [], missing };
  expect(whyLate(facts({ reconciliation, isOver: false }))).toBe(
    "No image of X, Y, Z and 1 more came, and none lies in the object store.",
  );
});
