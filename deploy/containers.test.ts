/** The container file and the compose file: every setting is one, every process is there, and no registry is named. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { settings } from "#contracts/settings.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string) => readFileSync(join(root, file), "utf8");

/** The part of the compose specification that the file uses; a field that is not listed is a mistake. */
const healthcheck = z.strictObject({
  test: z.array(z.string()).min(2),
  interval: z.string(),
  timeout: z.string(),
  retries: z.number(),
  start_period: z.string().optional(),
});
const service = z.strictObject({
  image: z.string(),
  command: z.array(z.string()),
  restart: z.enum(["unless-stopped"]),
  healthcheck,
  init: z.boolean().optional(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.literal("ALL")).optional(),
  security_opt: z.array(z.literal("no-new-privileges:true")).optional(),
  tmpfs: z.array(z.string()).optional(),
  stop_grace_period: z
    .string()
    .regex(/^\d+s$/)
    .optional(),
  depends_on: z
    .record(z.string(), z.strictObject({ condition: z.literal("service_healthy"), required: z.boolean() }))
    .optional(),
  environment: z.record(z.string(), z.string()).optional(),
  volumes: z.array(z.string()).optional(),
  ports: z.array(z.string()).optional(),
  deploy: z.strictObject({ replicas: z.string() }).optional(),
});
const compose = z
  .strictObject({
    name: z.string(),
    services: z.record(z.string(), service),
    volumes: z.record(z.string(), z.object({})),
  })
  .catchall(z.unknown());

const file = parse(read("deploy/compose.yaml"), { merge: true });
const { services } = compose.parse(Object.fromEntries(Object.entries(file).filter(([name]) => !name.startsWith("x-"))));
const own = Object.entries(services).filter(([name]) => name !== "redis");

test("compose: every process of the system is there, with a probe and without root's powers", () => {
  expect(own.map(([name]) => name).sort()).toEqual([
    "distributor-a",
    "distributor-b",
    "gather",
    "reconcile",
    "web",
    "worker",
  ]);
  for (const [name, { command, healthcheck: probe, cap_drop, read_only }] of own) {
    expect(existsSync(join(root, command[0] ?? "")), name).toBe(true);
    expect([cap_drop, read_only], name).toEqual([["ALL"], true]);
    const main = read(command[0] ?? "");
    if (name !== "web") expect(main).toMatch(new RegExp(`beatProcess\\(redis, ["\`]${probe.test[3]}`));
  }
});

test("compose: each distributor reads everything under a name of its own, so that none waits for another's death", () => {
  const distributors = own.filter(([, { command }]) => command[0] === "server/distributor/main.ts");
  const names = distributors.map(([, { environment }]) => environment?.DISTRIBUTOR_ID);
  expect(names).toEqual(["a", "b"]);
  // A sign of life in a folder that containers share would speak for the dead one as well.
  for (const [name, { tmpfs }] of own) expect(tmpfs, name).toContain("/data/alive");
});

test("compose: every variable is a setting of Firstlook or a credential of S3", () => {
  const known = [...Object.keys(settings.shape), "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
  for (const [, { environment }] of own)
    for (const name of Object.keys(environment ?? {})) expect(known).toContain(name);
});

test("compose: images come from variables, and a worker has the time to finish its image", () => {
  for (const { image } of Object.values(services)) expect(image).toMatch(/^\$\{[A-Z_]+:\?/);
  const { worker } = services;
  expect(Number.parseInt(worker?.stop_grace_period ?? "", 10)).toBeGreaterThan(
    Number(worker?.environment?.TASK_TIMEOUT_S),
  );
});

test("compose: Redis drops nothing to make room, and keeps what it holds", () => {
  expect(services.redis?.command.join(" ")).toMatch(/--appendonly yes .*--maxmemory-policy noeviction/);
});

test("Containerfile: stages build on a base from outside, and the last one is not root", () => {
  const lines = read("deploy/Containerfile").split("\n");
  const base = ["$", "{BASE_IMAGE}"].join("");
  const froms = lines.filter((line) => line.startsWith("FROM"));
  expect(froms).toEqual([`FROM ${base} AS packages`, "FROM packages AS pages", `FROM ${base} AS firstlook`]);
  expect(lines.filter((line) => line.startsWith("USER")).at(-1)).toBe("USER 10001:10001");
  const last = lines.slice(lines.lastIndexOf(`FROM ${base} AS firstlook`)).join("\n");
  const [, main = ""] = /CMD \["([^"]+)"\]/.exec(last) ?? [];
  expect(existsSync(join(root, main))).toBe(true);
  const copied = [...read("deploy/Containerfile").matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, names = ""]) =>
    names.split(" "),
  );
  for (const name of copied) expect(existsSync(join(root, name)), name).toBe(true);
});
