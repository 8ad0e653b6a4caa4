/** The configuration over HTTP: who may change it, what is answered, and what an operator sees of broken files. */
import { createHash } from "node:crypto";
import { afterAll, beforeEach, expect, inject, test } from "vitest";
import { configOriginsAnswer, configurationAnswer } from "#contracts/configuration.ts";
import { auditLog } from "#io/redis/audit-log.ts";
import { keepOrigins } from "#io/redis/config-origins.ts";
import { configurationStore } from "#io/redis/configuration-store.ts";
import { type LiveConfiguration, openConfiguration } from "#server/configuration/live-configuration.ts";
import { originsOf } from "#server/configuration/origins-of.ts";
import { freshRedis } from "../../fixtures/fresh-redis.ts";
import { testClasses } from "../../fixtures/pipeline-texts.ts";
import type { ApiParts } from "./api-parts.ts";
import { openApi } from "./open-api.ts";

const { redis } = await freshRedis(inject("redisUrl"));
const token = (name: string, role: "viewer" | "operator") => {
  return { name, role, sha256: createHash("sha256").update(name).digest("hex") };
};
let live: LiveConfiguration;
let api: Awaited<ReturnType<typeof openApi>>;
let sigmas: number;

beforeEach(async () => {
  await live?.stop();
  await api?.close();
  await redis.flushdb();
  sigmas = 5;
  live = await openConfiguration({
    process: "web",
    store: configurationStore(redis),
    audit: auditLog(redis),
    read: async () => ({
      root: "p",
      texts: new Map([
        ["p/find.yaml", `description: f\ntasks: { find: { class: detect, config: { sigmas: ${sigmas} } } }`],
        [
          "p/selection.yaml",
          "description: s\nselect:\n  - { when: { imageType: [bias, dark] }, run: [], reason: r }\n  - { when: {}, run: find }",
        ],
      ]),
    }),
    definitions: testClasses,
    keep: (configuration) => keepOrigins(redis, originsOf(configuration)),
    onTrouble: () => undefined,
    nowMs: Date.now,
  });
  const access = { tokens: [token("vera", "viewer"), token("ada", "operator")], isLocal: false };
  const parts = { version: "1", redis, access, cameras: [], queues: [], configuration: live, nowMs: Date.now };
  api = await openApi(parts as unknown as ApiParts);
});
afterAll(async () => {
  await live.stop();
  await api.close();
  redis.disconnect();
});

const get = async () => configurationAnswer.parse((await api.inject("/api/configuration")).json());
const post = (what: string, who: string | null, body?: object) =>
  api.inject({
    method: "POST",
    url: `/api/configuration/${what}`,
    headers: { "content-type": "application/json", ...(who && { authorization: `Bearer ${who}` }) },
    ...(body && { payload: JSON.stringify(body) }),
  });

test("versions, pipelines and rules are shown to everyone", async () => {
  const { current, pipelines, rules, readers } = await get();
  expect(current).toMatchObject({ how: "disk", by: { name: "disk" } });
  expect(pipelines).toMatchObject([{ name: "find", tasks: [{ label: "find", task: "detect" }] }]);
  expect(rules).toEqual([
    { place: "p/selection.yaml:3", when: "imageType bias or dark", pipeline: null, reason: "r" },
    { place: "p/selection.yaml:4", when: "", pipeline: "find", reason: null },
  ]);
  expect(readers).toMatchObject([{ process: "web", onDisk: current?.version, problems: [] }]);
});

test("C4: only an operator may reload and roll back, and both are audited under their name", async () => {
  const before = (await get()).current?.version;
  sigmas = 7;
  expect((await post("reload", null)).statusCode).toBe(401);
  expect((await post("reload", "vera")).statusCode).toBe(403);
  expect((await get()).current?.version).toBe(before);
  const reloaded = configurationAnswer.parse((await post("reload", "ada", { reason: "deeper" })).json());
  expect(reloaded.current).toMatchObject({ by: { name: "ada" }, how: "reload", reason: "deeper" });
  const back = configurationAnswer.parse((await post("rollback", "ada")).json());
  expect(back.current).toMatchObject({ version: before, by: { name: "ada" }, how: "rollback" });
  expect((await auditLog(redis).read(2)).map(({ action, actor }) => [action, actor.name])).toEqual([
    ["configuration:rollback", "ada"],
    ["configuration:reload", "ada"],
  ]);
});

test("C3: broken files are refused with what is wrong in them, and are shown", async () => {
  const before = (await get()).current?.version;
  sigmas = 0;
  const refused = await post("reload", "ada");
  expect(refused.statusCode).toBe(409);
  expect(refused.json().detail).toMatch(
    /^p\/find.yaml:2:43: task find: sigmas is 0, allowed is a number from 1 to 1000/,
  );
  const { current, readers } = await get();
  expect(current?.version).toBe(before);
  expect(readers[0]?.problems).toMatchObject([{ file: "p/find.yaml", line: 2, column: 43 }]);
});

test.each([
  [{ version: "0123456789ab" }, 409, "no version 0123456789ab"],
  [{ version: "newest" }, 400, "version"],
  [undefined, 409, "no version before"],
])("a rollback to %j is refused: %i", async (body, status, why) => {
  const answer = await post("rollback", "ada", body);
  expect(answer.statusCode).toBe(status);
  expect(answer.json().detail).toMatch(why);
});

test("C5: the hash of a task leads to where its values come from; one that nobody kept has no origins", async () => {
  const hash = (await get()).pipelines[0]?.tasks[0]?.configHash ?? "";
  const origins = async (of: string) =>
    configOriginsAnswer.parse((await api.inject(`/api/configs/${of}/origins`)).json()).origins;
  const [origin] = await origins(hash);
  expect(origin?.fields[0]).toMatchObject({ field: "sigmas", value: 5, description: "Threshold." });
  expect(origin?.fields[0]?.chain.at(-1)).toMatchObject({ op: "set", place: "p/find.yaml:2", layer: "own" });
  expect(await origins("0000")).toEqual([]);
});
