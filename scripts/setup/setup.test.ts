/** The small decisions of set-up. */
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readStatus } from "./apt.ts";
import { missingMessage } from "./ensure-parts.ts";
import { findPart } from "./find-part.ts";
import { isWorthALine } from "./progress.ts";
import { relink } from "./unpack.ts";

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "firstlook-setup-"));
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

function program(path: string): string {
  const file = join(dir, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "#!/bin/sh\n");
  chmodSync(file, 0o755);
  return file;
}

test("a part on PATH is found before one that was unpacked, and a file that is no program is not", () => {
  const unpacked = program("parts/redis/run/redis-server");
  mkdirSync(join(dir, "no-program"));
  writeFileSync(join(dir, "no-program/redis-server"), "");
  const search = `${join(dir, "no-program")}:${join(dir, "bin")}`;
  expect(findPart("redis", search, join(dir, "parts"))).toBe(unpacked);
  const onPath = program("bin/redis-server");
  expect(findPart("redis", search, join(dir, "parts"))).toBe(onPath);
  expect(findPart("redis", "", join(dir, "nowhere"))).toBeNull();
});

test("absolute links in an unpacked tree lead into the tree where it has the file", () => {
  program("tree/etc/java/security");
  mkdirSync(join(dir, "tree/usr/lib"), { recursive: true });
  symlinkSync("/etc/java/security", join(dir, "tree/usr/lib/security"));
  symlinkSync("/etc/nowhere-at-all", join(dir, "tree/usr/lib/other"));
  relink(join(dir, "tree"));
  expect(readlinkSync(join(dir, "tree/usr/lib/security"))).toBe("../../etc/java/security");
  expect(readFileSync(join(dir, "tree/usr/lib/security"), "utf8")).toBe("#!/bin/sh\n");
  expect(readlinkSync(join(dir, "tree/usr/lib/other"))).toBe("/etc/nowhere-at-all");
});

test.each([
  ["dlstatus:1:23.4567:Retrieving file 2 of 9", { doing: "downloading", percent: 23.4567 }],
  ["pmstatus:libjemalloc2:40.0000:Unpacking libjemalloc2 (amd64)", { doing: "installing", percent: 40 }],
  ["pmstatus:libc6:amd64:7.5000:Configuring", { doing: "installing", percent: 7.5 }],
  ["media-change: something", null],
])("apt's %s", (line, status) => {
  expect(readStatus(line)).toEqual(status);
});

test("where lines cannot be redrawn, a step is told each quarter", () => {
  const told = [
    [0, 10],
    [20, 30],
    [30, 49],
    [49, 76],
    [99, 100],
  ].map(([from, to]) => isWorthALine(from!, to!));
  expect(told).toEqual([false, true, false, true, true]);
});

test("a part that cannot be had is told in one message: what, why, what to do", () => {
  const part = { name: "java", why: "Apache Kafka", instead: "install Java 17" } as const;
  expect(missingMessage(part, "no network")).toMatch(/java[\s\S]*no network[\s\S]*Apache Kafka[\s\S]*install Java 17/);
});
