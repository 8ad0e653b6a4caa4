/** The probe of processes without HTTP. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { signOfLife } from "#io/redis/process-life.ts";

const dir = mkdtempSync(join(tmpdir(), "firstlook-alive-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const probe = (...words: string[]) => {
  const program = fileURLToPath(new URL("alive.mjs", import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [program, ...words], {
    env: { ...process.env, DATA_DIR: dir },
    encoding: "utf8",
  });
  return { status, stderr };
};
function write(name: string, text: string): void {
  const file = signOfLife(dir, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

test("a process that wrote lately lives; one that fell silent, wrote nonsense or nothing does not", () => {
  write("worker-0", `${Date.now()} ${Date.now()}`);
  expect(probe("worker-0").status).toBe(0);
  expect(probe("worker-0", "--ready").status).toBe(0);
  expect(probe("worker").status).toBe(0);
  expect(probe("work").status).toBe(1);
  write("worker-1", `${Date.now() - 100_000} ${Date.now()}`);
  expect(probe("worker-1")).toMatchObject({ status: 1, stderr: expect.stringMatching(/sign of life was 100 s ago/) });
  write("worker-2", "");
  expect(probe("worker-2").status).toBe(1);
  expect(probe("gather").status).toBe(1);
});

test("a process that waits for Redis lives and is not ready", () => {
  write("gather", `${Date.now()} ${Date.now() - 60_000}`);
  expect(probe("gather").status).toBe(0);
  expect(probe("gather", "--ready")).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/Redis answered it last 60 s ago/),
  });
});

test("wrong use is told", () => {
  expect(probe().status).toBe(2);
  expect(probe("../worker").status).toBe(2);
});
