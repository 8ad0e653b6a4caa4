/** The page's side of the push protocol, against a socket made of plain functions. */
import { expect, test } from "vitest";
import type { NightAnswer, Problem } from "#contracts/api.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { NightFollow } from "#contracts/push.ts";
import { sampleExposure } from "../../fixtures/sample-exposure.ts";
import type { Fetched } from "./fetch-parsed.ts";
import { followNight, type NightSocket } from "./follow-night.ts";

const camera = "LSSTCam";
const dayObs = 20261121;

function exposure(seqNum: number, revision: number, day = dayObs): ExposureSummary {
  return sampleExposure(seqNum, { revision, dayObs: day, exposureId: day * 100_000 + seqNum });
}
const delta = (id: string, changed: ExposureSummary) => ({ v: 1, id, exposure: changed, detectors: [] });

function stage(connected = true) {
  const listeners = new Map<string, (message: unknown) => void>();
  const follows: { request: NightFollow; answer: (outcome: unknown) => void }[] = [];
  const reads: ((answer: Fetched<NightAnswer>) => void)[] = [];
  const seen: [number, number][][] = [];
  const problems: (Problem | null)[] = [];
  const waiting: { run: () => void; ms: number }[] = [];
  const socket = {
    connected,
    on: (event: string, listener: (message: unknown) => void) => listeners.set(event, listener),
    off: (event: string) => listeners.delete(event),
    emit: (event: string, request: NightFollow, answer?: (outcome: unknown) => void) => {
      if (event === "night:follow" && answer) follows.push({ request, answer });
    },
  };
  const stop = followNight({
    socket: socket as NightSocket,
    camera,
    dayObs,
    fetchNight: () => new Promise((resolve) => reads.push(resolve)),
    onNight: (exposures) => seen.push(exposures.map((each) => [each.seqNum, each.revision])),
    onProblem: (problem) => problems.push(problem),
    later: (run, ms) => {
      const item = { run, ms };
      waiting.push(item);
      return () => waiting.splice(waiting.indexOf(item), 1);
    },
  });
  return {
    stop,
    follows,
    reads,
    seen,
    problems,
    waiting,
    listeners,
    push: (message: unknown) => listeners.get("exposure:changed")?.(message),
    connect: () => {
      socket.connected = true;
      listeners.get("connect")?.(undefined);
    },
    answerRead: async (at: number, deltaId: string, exposures: ExposureSummary[]) => {
      reads[at]?.({ ok: true, value: { camera, dayObs, deltaId, exposures } });
      await Promise.resolve();
      await Promise.resolve();
    },
    failRead: async (at: number) => {
      reads[at]?.({ ok: false, problem: { type: "about:blank", title: "x", status: 503, detail: "store" } });
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

test("reads at once, follows from the snapshot on, and is told what came while it was read", async () => {
  const page = stage();
  expect(page.reads).toHaveLength(1);
  expect(page.follows).toEqual([]);
  await page.answerRead(0, "5", [exposure(2, 1), exposure(1, 1)]);
  expect(page.follows[0]?.request).toEqual({ v: 1, camera, dayObs, since: "5", packed: true });
  page.follows[0]?.answer({ outcome: "following", missed: [delta("7", exposure(2, 3))] });
  expect(page.seen.at(-1)).toEqual([
    [2, 3],
    [1, 1],
  ]);
  expect(page.follows).toHaveLength(1);
});

test("what is heard before the snapshot does not move the place from which it is followed", async () => {
  const page = stage();
  page.push(delta("9", exposure(2, 3)));
  expect(page.seen).toEqual([]);
  await page.answerRead(0, "5", [exposure(2, 1), exposure(1, 1)]);
  expect(page.seen).toEqual([
    [
      [2, 3],
      [1, 1],
    ],
  ]);
  expect(page.follows[0]?.request.since).toBe("5");
});

test("an empty night is told once", async () => {
  const page = stage();
  await page.answerRead(0, "0", []);
  page.follows[0]?.answer({ outcome: "following", missed: [] });
  expect(page.seen).toEqual([[]]);
});

test("after a gap it asks from the last delta and applies what was missed without reading again", async () => {
  const page = stage();
  await page.answerRead(0, "5", [exposure(1, 1)]);
  page.follows[0]?.answer({ outcome: "following", missed: [] });
  page.push(delta("9", exposure(1, 2)));
  page.connect();
  expect(page.follows[1]?.request.since).toBe("9");
  page.follows[1]?.answer({ outcome: "following", missed: [delta("10", exposure(2, 1))] });
  expect(page.seen.at(-1)).toEqual([
    [2, 1],
    [1, 2],
  ]);
  expect(page.reads).toHaveLength(1);
});

test("too long a gap is read again, and the next gap counts from that snapshot", async () => {
  const page = stage();
  await page.answerRead(0, "5", []);
  page.connect();
  expect(page.follows[1]?.request.since).toBe("5");
  page.follows[1]?.answer({ outcome: "reload" });
  expect(page.reads).toHaveLength(2);
  await page.answerRead(1, "80", [exposure(3, 1)]);
  expect(page.seen.at(-1)).toEqual([[3, 1]]);
  expect(page.follows).toHaveLength(2);
  page.connect();
  expect(page.follows[2]?.request.since).toBe("80");
});

test("a reload asked for during a read leads to another read", async () => {
  const page = stage();
  await page.answerRead(0, "1", [exposure(1, 1)]);
  page.follows[0]?.answer({ outcome: "reload" });
  page.connect();
  expect(page.follows[1]?.request.since).toBeNull();
  page.follows[1]?.answer({ outcome: "reload" });
  await page.answerRead(1, "2", [exposure(1, 2)]);
  expect(page.reads).toHaveLength(3);
  await page.answerRead(2, "3", [exposure(1, 3)]);
  expect(page.seen).toEqual([[[1, 1]], [[1, 3]]]);
});

test("without a connection the night is read anyway, and followed from there once there is one", async () => {
  const page = stage(false);
  await page.answerRead(0, "5", [exposure(1, 1)]);
  expect(page.seen).toEqual([[[1, 1]]]);
  expect(page.follows).toHaveLength(0);
  page.connect();
  expect(page.follows[0]?.request.since).toBe("5");
});

test("a connection that comes while the night is read does not have it read twice", async () => {
  const page = stage(false);
  page.connect();
  await page.answerRead(0, "5", [exposure(1, 1)]);
  expect(page.reads).toHaveLength(1);
  expect(page.follows).toHaveLength(1);
});

test("a read that fails is told and tried again, and followed once it went well", async () => {
  const page = stage();
  await page.failRead(0);
  expect(page.problems.at(-1)?.status).toBe(503);
  expect(page.follows).toEqual([]);
  page.waiting[0]?.run();
  await page.answerRead(1, "9", []);
  expect(page.problems.at(-1)).toBeNull();
  expect(page.seen).toEqual([[]]);
  expect(page.follows[0]?.request.since).toBe("9");
});

test("a night that could be read after all is not read once more by the try that still waited", async () => {
  const page = stage();
  await page.failRead(0);
  expect(page.waiting).toHaveLength(1);
  // The connection comes back before the time for another try has.
  page.connect();
  await page.answerRead(1, "5", [exposure(1, 1)]);
  expect(page.waiting).toEqual([]);
  expect(page.reads).toHaveLength(2);
});

test("changes of other nights are none of this page's business", async () => {
  const page = stage();
  await page.answerRead(0, "5", []);
  page.push(delta("6", exposure(1, 1, 20261122)));
  expect(page.seen).toEqual([[]]);
});

test("a page that stopped hears nothing more", async () => {
  const page = stage();
  page.stop();
  await page.answerRead(0, "5", [exposure(1, 1)]);
  expect(page.seen).toEqual([]);
  expect(page.listeners.size).toBe(0);
});
