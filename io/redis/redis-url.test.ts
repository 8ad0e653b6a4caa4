/** The forms of REDIS_URL. */
import { expect, test } from "vitest";
import { parseRedisUrl } from "./redis-url.ts";

test("one server, with and without a database, a user and TLS", () => {
  expect(parseRedisUrl("redis://127.0.0.1")).toMatchObject({ server: { host: "127.0.0.1", port: 6379 }, tls: false });
  expect(parseRedisUrl("rediss://fl:p%40ss%3Aword@store:6380/3?ca=/etc/ca.pem&servername=redis")).toEqual({
    server: { host: "store", port: 6380 },
    sentinels: null,
    username: "fl",
    password: "p@ss:word",
    database: 3,
    tls: true,
    caFile: "/etc/ca.pem",
    serverName: "redis",
  });
  expect(parseRedisUrl("redis://:secret@store")).toMatchObject({ username: null, password: "secret" });
});

test("Sentinels name the master", () => {
  expect(parseRedisUrl("rediss+sentinel://fl:x@a:1,b,c:3/mymaster/2")).toMatchObject({
    server: null,
    sentinels: {
      masterName: "mymaster",
      hosts: [
        { host: "a", port: 1 },
        { host: "b", port: 26379 },
        { host: "c", port: 3 },
      ],
    },
    database: 2,
    tls: true,
  });
});

test.each([
  ["http://store", /does not start with/],
  ["redis://a,b", /redis\+sentinel/],
  ["redis+sentinel://a:1", /master's name/],
  ["redis://store/first", /"first" is not the number/],
  ["redis://fl:secret@a:b:c", /"a:b:c" is not host/],
])("%s is refused with the reason and without the password", (url, reason) => {
  expect(() => parseRedisUrl(url)).toThrow(reason);
  expect(() => parseRedisUrl(url)).not.toThrow(/secret/);
});
