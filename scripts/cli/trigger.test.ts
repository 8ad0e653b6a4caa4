/** The command `trigger` against a server that answers as the real one does. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import type { TriggerAnswer } from "#contracts/trigger.ts";
import { askTrigger, isSuccess, readable } from "./trigger.ts";

const answer: TriggerAnswer = {
  camera: "LATISS",
  exposureId: 2026090100045,
  images: [
    { detector: "R00_S00", kind: "raw", outcome: "published", detail: "s3://raws/a.fits" },
    { detector: "R00_S01", kind: "raw", outcome: "has-result", detail: "done by w-0 with quick-look" },
  ],
  advice: "1 done result is left as people saw it.",
};
const asked: { url: string | undefined; token: string | undefined; body: string }[] = [];
const server = createServer(async (request, response) => {
  const body = await textOf(request);
  asked.push({ url: request.url, token: request.headers.authorization, body });
  const isBad = body.includes("nonsense");
  response.statusCode = isBad ? 400 : 202;
  response.end(
    JSON.stringify(
      isBad ? { type: "about:blank", title: "No such image", status: 400, detail: "is not like MC_O_" } : answer,
    ),
  );
});
await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => server.close());

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

test("the request goes to the API with the token, and the answer is a line for each image", async () => {
  const told = await askTrigger(origin, "secret", { image: "AT_O_20260901_000045", force: true });
  expect(asked).toEqual([
    { url: "/api/trigger", token: "Bearer secret", body: '{"image":"AT_O_20260901_000045","force":true}' },
  ]);
  expect(readable(told)).toEqual([
    "published    R00_S00  s3://raws/a.fits",
    "left alone   R00_S01  done by w-0 with quick-look",
    "LATISS 2026090100045: 1 published, 1 left alone",
    "1 done result is left as people saw it.",
  ]);
});

test("what the server finds wrong is said in its own words, and so is a server that is not there", async () => {
  await expect(askTrigger(origin, null, { image: "nonsense" })).rejects.toThrow("is not like MC_O_");
  await expect(askTrigger("http://127.0.0.1:9", null, {})).rejects.toThrow(/no server answers at http:\/\/127.0.0.1:9/);
});

test.each([
  [["published", "has-result"], false, true],
  [["has-result"], false, true],
  [["pending"], false, true],
  [["again", "has-result"], true, true],
  [["has-result"], true, false],
  [["published", "missing"], false, false],
  [["missing"], true, false],
  [[], false, false],
] as const)("%j, forced %j: success is %j", (outcomes, isForced, isOne) => {
  const images = outcomes.map((outcome) => ({ detector: "A", kind: "raw" as const, outcome, detail: "" }));
  expect(isSuccess({ ...answer, images }, isForced)).toBe(isOne);
});
