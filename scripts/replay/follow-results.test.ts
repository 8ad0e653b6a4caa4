import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { checkServer, followResults, type ReplayProgress, ServerTrouble } from "./follow-results.ts";
import type { PlannedImage } from "./plan-replay.ts";

const images = [1, 2].flatMap((seqNum) =>
  ["R22_S00", "R22_S01"].map(
    (detector): PlannedImage => ({
      path: `/n/${seqNum}_${detector}.fits`,
      observedAtMs: 0,
      exposureId: 2026112100000 + seqNum,
      dayObs: 20261121,
      seqNum,
      obsId: null,
      detector,
      kind: "raw",
    }),
  ),
);
const exposure = (seqNum: number, done: number, failed: number) => ({
  exposureId: 2026112100000 + seqNum,
  seqNum,
  done,
  failed,
  error: failed > 0 ? { code: "truncated", message: "The file ends early." } : null,
});

let close = () => {};
afterEach(() => close());

/** Answers each read of the night with the next of `nights`, at last always with the last. */
async function serve(nights: (object | number)[]): Promise<string> {
  let reads = 0;
  const server = createServer((request, answer) => {
    const night = request.url?.endsWith("/nights/20261121") ? nights[Math.min(reads++, nights.length - 1)] : {};
    answer.statusCode = typeof night === "number" ? night : 200;
    answer.end(JSON.stringify(night));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  close = () => server.close();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const follow = (origin: string, shown: ReplayProgress[] = [], patienceMs = 60_000) =>
  followResults({
    origin,
    camera: "SimCam",
    images,
    show: (progress) => shown.push(progress),
    allSent: () => true,
    pollMs: 1,
    patienceMs,
    signal: new AbortController().signal,
  });

test("follows until every image is done or failed, and says why images failed", async () => {
  const shown: ReplayProgress[] = [];
  const origin = await serve([
    404,
    { exposures: [exposure(1, 1, 0)] },
    { exposures: [exposure(2, 0, 1), exposure(1, 2, 0), exposure(3, 9, 0)] },
    { exposures: [exposure(2, 1, 1), exposure(1, 2, 0), exposure(3, 9, 0)] },
  ]);
  const outcome = await follow(origin, shown);
  expect(outcome).toEqual({ total: 4, done: 3, failed: 1, reasons: ["truncated: The file ends early."] });
  expect(shown.map(({ done, failed }) => `${done}+${failed}`)).toEqual(["0+0", "1+0", "2+1", "3+1"]);
});

test("gives up when results stop coming, and says how many are missing", async () => {
  const origin = await serve([{ exposures: [exposure(1, 1, 0)] }]);
  await expect(follow(origin, [], 5)).rejects.toThrow(/3 of 4 images have no result/);
});

test("a system that is not there or in trouble is said in one sentence", async () => {
  await expect(checkServer("http://127.0.0.1:9")).rejects.toThrow(ServerTrouble);
  await expect(checkServer("http://127.0.0.1:9")).rejects.toThrow(/start it with npm start/);
  await expect(follow(await serve([503]))).rejects.toThrow(/answered 503/);
});
