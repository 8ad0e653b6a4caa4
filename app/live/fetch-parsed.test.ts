/** Answers of the API at the door of the page. */
import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { fetchParsed } from "./fetch-parsed.ts";

const schema = z.object({ n: z.number() });
afterEach(() => vi.unstubAllGlobals());

function answerWith(body: string, status = 200): void {
  vi.stubGlobal("fetch", async () => new Response(body, { status }));
}

test("a good answer is parsed", async () => {
  answerWith('{"n":3}');
  expect(await fetchParsed(schema, "/api/x")).toEqual({ ok: true, value: { n: 3 } });
});

test("the server's own problem is passed on", async () => {
  const told = { type: "about:blank", title: "Unknown camera", status: 404, detail: "No camera X." };
  answerWith(JSON.stringify(told), 404);
  expect(await fetchParsed(schema, "/api/x")).toEqual({ ok: false, problem: told });
});

test("an error without a problem body still says its status", async () => {
  answerWith("<html>", 502);
  expect(await fetchParsed(schema, "/api/x")).toMatchObject({ ok: false, problem: { status: 502 } });
});

test("an answer of another shape names the field", async () => {
  answerWith('{"n":"three"}');
  const answer = await fetchParsed(schema, "/api/x");
  expect(answer).toMatchObject({ ok: false, problem: { status: 200 } });
  expect(answer.ok ? "" : answer.problem.detail).toContain("at n:");
});

test("no server is status 0", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("failed to fetch")));
  expect(await fetchParsed(schema, "/api/x")).toMatchObject({ ok: false, problem: { status: 0 } });
});
