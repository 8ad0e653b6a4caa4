/** Spans of time on the page. */
import { expect, test } from "vitest";
import { formatAge, formatSpan, spanInWords } from "./duration.ts";

test("ages read like a clock", () => {
  expect(formatAge(21_400)).toBe("0:21");
  expect(formatAge(725_000)).toBe("12:05");
  expect(formatAge(11_050_000)).toBe("3:04:10");
  expect(formatAge(2 * 86_400_000 + 4 * 3_600_000)).toBe("2 d 4 h");
});

test("an age from a clock that runs ahead is zero, an unknown one is a dash", () => {
  expect(formatAge(-300)).toBe("0:00");
  expect(formatAge(null)).toBe("–");
});

test("spans choose their unit", () => {
  expect(formatSpan(0)).toBe("0 ms");
  expect(formatSpan(0.42)).toBe("0.4 ms");
  expect(formatSpan(38.2)).toBe("38 ms");
  expect(formatSpan(999.7)).toBe("1.0 s");
  expect(formatSpan(7_900)).toBe("7.9 s");
  expect(formatSpan(125_000)).toBe("2:05");
  expect(formatSpan(-12)).toBe("−12 ms");
});

test("spans in words", () => {
  expect(spanInWords(1000)).toBe("1 second");
  expect(spanInWords(240_000)).toBe("4 minutes");
  expect(spanInWords(3 * 3_600_000)).toBe("3 hours");
  expect(spanInWords(5 * 86_400_000)).toBe("5 days");
});
