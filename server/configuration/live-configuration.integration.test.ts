/** Two distributors, one Redis, files that change: what each exposure is distributed by. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, inject, test, vi } from "vitest";
import { camera } from "#contracts/camera.ts";
import { imageArrived } from "#contracts/event.ts";
import { readPipelineFolder } from "#io/pipelines/pipeline-files.ts";
import { watchFolder } from "#io/pipelines/watch-folder.ts";
import { auditLog } from "#io/redis/audit-log.ts";
import { keepOrigins, readOrigins } from "#io/redis/config-origins.ts";
import { configurationStore } from "#io/redis/configuration-store.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { testClasses } from "../../fixtures/pipeline-texts.ts";
import { type LiveConfiguration, openConfiguration } from "./live-configuration.ts";
import { originsOf } from "./origins-of.ts";

const { redis } = await freshRedis(inject("redisUrl"));
const store = configurationStore(redis);
const operator = { name: "ada", role: "operator" as const };
const testCam = camera.parse({ name: "TestCam", title: "Test", detectors: [{ id: 0, name: "A", x: 0, y: 0 }] });
let dir = "";
let ends: (() => unknown)[] = [];

beforeEach(async () => {
  await redis.flushdb();
  dir = join(await mkdtemp(join(tmpdir(), "firstlook-live-")), "pipelines");
  await mkdir(dir);
  await writeFile(join(dir, "selection.yaml"), "description: s\nselect: [{ when: {}, run: find }]\n");
  await write(5);
});
afterEach(async () => {
  for (const end of ends) await end();
  ends = [];
  await rm(join(dir, ".."), { recursive: true });
});
afterAll(() => redis.disconnect());

const write = (sigmas: unknown) =>
  writeFile(
    join(dir, "find.yaml"),
    `description: f\ntasks:\n  find:\n    class: detect\n    config:\n      sigmas: ${sigmas}\n`,
  );

async function distributor(name: string) {
  const troubles: string[] = [];
  const taken: string[] = [];
  const live = await openConfiguration({
    process: name,
    store,
    audit: auditLog(redis),
    read: () => readPipelineFolder(dir),
    definitions: testClasses,
    keep: (configuration) => keepOrigins(redis, originsOf(configuration)),
    onTaken: (version) => taken.push(version),
    onTrouble: (error) => troubles.push(error.message),
    nowMs: Date.now,
  });
  ends.push(() => live.stop());
  return { live, troubles, taken };
}

const image = (seqNum: number, detector = "A") =>
  imageArrived.parse({
    ...{ type: "image-arrived", v: 1, camera: "TestCam", exposureId: 2026090100000 + seqNum, dayObs: 20260901, seqNum },
    ...{ detector, uri: "file:///a.fits" },
  });
async function sigmasOf(live: LiveConfiguration, seqNum: number): Promise<unknown> {
  const [task] = (await live.tasksFor([image(seqNum)]))(image(seqNum), testCam).tasks;
  expect(task?.selection?.version).toMatch(/^[0-9a-f]{12}$/);
  return task?.config["sigmas"];
}

test("C2: a change takes effect at the next exposure, on every distributor; one that has begun keeps its version", async () => {
  const [one, two] = [await distributor("one"), await distributor("two")];
  expect(await sigmasOf(one.live, 1)).toBe(5);
  await write(7);
  await one.live.look();
  expect([await sigmasOf(two.live, 1), await sigmasOf(one.live, 1)]).toEqual([5, 5]);
  expect([await sigmasOf(two.live, 2), await sigmasOf(one.live, 2)]).toEqual([7, 7]);
  await vi.waitFor(() => expect(two.taken.at(-1)).toBe(one.taken.at(-1)));
});

test("C2: a distributor that starts later knows the version that an exposure began with", async () => {
  const one = await distributor("one");
  expect(await sigmasOf(one.live, 1)).toBe(5);
  await write(7);
  const two = await distributor("two");
  expect([await sigmasOf(two.live, 1), await sigmasOf(two.live, 2), await sigmasOf(one.live, 3)]).toEqual([5, 7, 7]);
});

test("C3: a broken file changes nothing and is told with file, line and message; mended files are taken", async () => {
  const one = await distributor("one");
  await write(0);
  await one.live.look();
  expect(await sigmasOf(one.live, 1)).toBe(5);
  const [reader] = await store.readers(0);
  expect(reader).toMatchObject({
    process: "one",
    onDisk: null,
    problems: [{ file: "pipelines/find.yaml", line: 6, message: expect.stringContaining("sigmas is 0, allowed is") }],
  });
  expect(one.troubles).toHaveLength(1);
  await one.live.look();
  expect(one.troubles).toHaveLength(1);
  await expect(one.live.reload(operator, null)).rejects.toThrow("sigmas is 0");
  const two = await distributor("two");
  expect(await sigmasOf(two.live, 2)).toBe(5);
  await write(8);
  await one.live.look();
  expect(await sigmasOf(two.live, 3)).toBe(8);
  expect((await store.readers(0)).find(({ process }) => process === "one")?.problems).toEqual([]);
});

test("C3: without a version in effect, broken files stop the start", async () => {
  await write(0);
  await expect(distributor("one")).rejects.toThrow("sigmas is 0");
});

test("C4: a rollback stands until the files change or someone reloads them; all of it is audited", async () => {
  const [one, two] = [await distributor("one"), await distributor("two")];
  await write(7);
  await one.live.look();
  const [newest, oldest] = (await store.versions()).map(({ version }) => version);
  expect(await two.live.rollback(operator, null, "stars are lost")).toBe(oldest);
  expect(await sigmasOf(one.live, 1)).toBe(5);
  await one.live.look();
  const three = await distributor("three");
  expect(await sigmasOf(three.live, 2)).toBe(5);
  expect(await three.live.reload(operator, null)).toBe(newest);
  expect(await sigmasOf(one.live, 3)).toBe(7);
  expect(await one.live.rollback(operator, oldest ?? "", null)).toBe(oldest);
  await expect(one.live.rollback(operator, "0123456789ab", null)).rejects.toThrow(RangeError);
  await write(9);
  await one.live.look();
  expect(await sigmasOf(two.live, 4)).toBe(9);
  const entries = await auditLog(redis).read(10);
  expect(entries.map(({ action, actor }) => `${action} ${actor.name}`)).toEqual([
    "configuration:reload disk",
    "configuration:rollback ada",
    "configuration:reload ada",
    "configuration:rollback ada",
    "configuration:reload disk",
    "configuration:reload disk",
  ]);
  expect(entries[3]).toMatchObject({ before: newest, after: oldest, reason: "stars are lost" });
});

test("C2: the pool of an exposure's jobs is that of the version that it began with", async () => {
  const one = await distributor("one");
  const poolOf = async (seqNum: number) =>
    (await one.live.tasksFor([image(seqNum)]))(image(seqNum), testCam).poolOf?.("live");
  expect(await poolOf(1)).toBe("quick-look");
  const pools = "pools: [{ when: { arrival: behind }, pool: backlog }, { when: {}, pool: night }]";
  await writeFile(join(dir, "selection.yaml"), `description: s\nselect: [{ when: {}, run: find }]\n${pools}\n`);
  await one.live.look();
  expect([await poolOf(1), await poolOf(2)]).toEqual(["quick-look", "night"]);
});

test("C5: the hash of a task leads to the chain of each of its values", async () => {
  const one = await distributor("one");
  const [task] = (await one.live.current()).pipelines.get("find")?.tasks ?? [];
  const [origin] = await readOrigins(redis, task?.configHash ?? "");
  expect(origin).toMatchObject({ pipeline: "find", label: "find" });
  expect(origin?.fields.find(({ field }) => field === "sigmas")).toMatchObject({
    value: 5,
    chain: [
      { op: "default" },
      { op: "set", place: "pipelines/find.yaml:6", why: "last set by the pipeline's own file" },
    ],
  });
});

test("a change in the folder is seen by itself", async () => {
  const one = await distributor("one");
  ends.push(watchFolder(dir, () => one.live.look(), { quietMs: 20, everyMs: 60_000 }));
  await write(6);
  await vi.waitFor(async () => expect((await store.versions()).length).toBe(2), { timeout: 5000 });
  expect(await sigmasOf(one.live, 1)).toBe(6);
});

test("a store that has lost everything gets the files again", async () => {
  const one = await distributor("one");
  await redis.flushdb();
  await one.live.look();
  expect(await sigmasOf(one.live, 1)).toBe(5);
});
