/** Lines of a program: messages are read, everything else is named. */
import { expect, test } from "vitest";
import { readMessage } from "./read-message.ts";

const result = { v: 1, type: "result", id: "a", metrics: { sky: 1.5, width: null }, missing: { width: "no stars" } };

test("messages are read", () => {
  expect(readMessage(JSON.stringify(result))).toEqual({ message: { ...result, pictures: [] } });
  const ready = { v: 1, type: "ready", name: "moments", version: "1" };
  expect(readMessage(JSON.stringify(ready))).toEqual({ message: ready });
});

test("fields of a later worker are passed over", () => {
  expect(readMessage(JSON.stringify({ ...result, seconds: 3 }))).toEqual({ message: { ...result, pictures: [] } });
});

// What `json.dumps({"sky": nan, "width": inf, "depth": -inf})` of Python 3.11 prints, with texts that look like it.
test("the NaN and Infinity that Python writes are known for what they are", () => {
  const line =
    '{"v": 1, "type": "result", "id": "NaN", "metrics": {"sky": NaN, "width": Infinity, "depth": -Infinity}, ' +
    '"missing": {"NaN": "it is \\"NaN, -Infinity\\""}}';
  expect(readMessage(line)).toMatchObject({
    message: {
      id: "NaN",
      metrics: { sky: "NaN", width: "Infinity", depth: "-Infinity" },
      missing: { NaN: 'it is "NaN, -Infinity"' },
    },
  });
});

test.each([
  ["12% done", /no JSON: "12% done"/],
  ['{"v": 1, "type": "result", NaN}', /no JSON/],
  [JSON.stringify({ ...result, v: 2 }), /\(v: .*expected 1/],
  [JSON.stringify({ ...result, metrics: { sky: "high" } }), /metrics\.sky/],
  [JSON.stringify({ ...result, type: "progress" }), /\(type: /],
  ['{"v":1,"type":"result","id":"a","metrics":{"sky":1e999}}', /metrics\.sky/],
  ["null", /no message of protocol 1/],
  ["x".repeat(5000), /^.{100,500}$/],
])("%.40s is refused, and named", (line, problem) => {
  expect(readMessage(line)).toEqual({ problem: expect.stringMatching(problem) });
});
