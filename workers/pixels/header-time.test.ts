import { expect, test } from "vitest";
import { parseHeaderTime, toUtcMs } from "./header-time.ts";

const iso = (ms: number) => new Date(ms).toISOString();

test.each([
  ["2017-12-20T01:33:43.317-0000", "instant", "2017-12-20T01:33:43.317Z"],
  ["2017-12-19T18:33:43.317-0700", "instant", "2017-12-20T01:33:43.317Z"],
  ["2017-12-20T03:33:43.317+02:00", "instant", "2017-12-20T01:33:43.317Z"],
  ["2013-10-22 01:04:57.8Z", "instant", "2013-10-22T01:04:57.800Z"],
  ["2025-04-23T04:07:10.703", "instant", "2025-04-23T04:07:10.703Z"],
  ["2025-04-23T04:07", "instant", "2025-04-23T04:07:00.000Z"],
  ["2016-12-31T23:59:60.5", "instant", "2017-01-01T00:00:00.500Z"],
  ["2005-10-21", "day", "2005-10-21T00:00:00.000Z"],
  ["26/10/92", "day", "1992-10-26T00:00:00.000Z"],
  ["26/07/102", "day", "2002-07-26T00:00:00.000Z"],
  ["26/07/2002", "day", "2002-07-26T00:00:00.000Z"],
  ["09:22:50.09", "clock", "1970-01-01T09:22:50.090Z"],
  [60788.17165165162, "instant", "2025-04-23T04:07:10.703Z"],
  ["58107.065", "instant", "2017-12-20T01:33:36.000Z"],
])("%s", (written, kind, expected) => {
  const time = parseHeaderTime(written);
  expect([time?.kind, time && iso(time.ms)]).toEqual([kind, expected]);
});

test.each([
  null,
  true,
  "",
  "Not available",
  "2025-02-30T00:00:00",
  "2025-13-01",
  "25:00:00",
  17,
  "12345678",
  "yesterday",
])("%s is no time", (written) => {
  expect(parseHeaderTime(written)).toBeNull();
});

test("a written zone is told apart from none", () => {
  expect(parseHeaderTime("2017-12-20T01:33:43-0000")).toMatchObject({ zoned: true });
  expect(parseHeaderTime("2017-12-20T01:33:43")).toMatchObject({ zoned: false });
});

test("other scales", () => {
  const written = Date.parse("2025-04-23T04:07:10.703Z");
  expect(iso(toUtcMs(written, "TAI"))).toBe("2025-04-23T04:06:33.703Z");
  expect(iso(toUtcMs(written, "TT"))).toBe("2025-04-23T04:06:01.519Z");
  expect(iso(toUtcMs(written, "GPS"))).toBe("2025-04-23T04:06:52.703Z");
  expect(toUtcMs(written, "UTC approximate")).toBe(written);
});
