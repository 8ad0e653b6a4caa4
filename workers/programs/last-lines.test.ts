/** The last words of a program: the newest few, whole or not, and a log that stays short. */
import { expect, test } from "vitest";
import { lastLines } from "./last-lines.ts";

test("the newest lines are kept, the unfinished one too, wherever the bytes were cut", () => {
  const logged: string[] = [];
  const last = lastLines(2, (line) => logged.push(line));
  for (const chunk of ["one\ntw", "o\n\nthree\r\n", "fo", "ur"]) last.take(Buffer.from(chunk));
  expect(last.text()).toBe("three\nfour");
  expect(logged).toEqual(["one", "two", "three"]);
});

test("J11: the words of an image begin with it", () => {
  const last = lastLines(2, () => undefined);
  last.take(Buffer.from("loaded\n"));
  last.begin();
  expect(last.ofImage()).toEqual([]);
  last.take(Buffer.from("12 stars\nhalf"));
  expect(last.ofImage()).toEqual(["12 stars", "half"]);
  last.take(Buffer.from(" a line\nmore\n"));
  expect(last.ofImage()).toEqual(["half a line", "more"]);
});

test("a program that writes in a circle fills neither log nor memory, and is heard again with the next image", () => {
  const logged: string[] = [];
  const last = lastLines(2, (line) => logged.push(line));
  for (let line = 1; line <= 5000; line += 1) last.take(Buffer.from(`line ${line}\n`));
  expect(logged).toHaveLength(201);
  expect(last.text()).toBe("line 4999\nline 5000");
  last.begin();
  last.take(Buffer.from(`next\n${"x".repeat(100_000)}`));
  expect(logged.at(-1)).toBe("next");
  expect(last.text()).toHaveLength("next\n".length + 500);
});
