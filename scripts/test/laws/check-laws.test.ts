/** The import laws, each broken once. */
import { expect, test } from "vitest";
import { checkImports } from "./check-laws.ts";

function brokenBy(file: string, target: string, typeOnly = false): string[] {
  return checkImports(new Map([[file, [{ target, typeOnly }]]])).map((violation) => violation.law);
}

test.each([
  ["contracts/job.ts", "node:fs", "contracts are a leaf"],
  ["contracts/job.ts", "io/ports.ts", "contracts are a leaf"],
  ["analysis/fits/read.ts", "npm:zod", "analysis is pure"],
  ["analysis/fits/read.ts", "node:zlib", "analysis is pure"],
  ["tasks/catalog.ts", "analysis/fits/read.ts", "task contracts carry no code"],
  ["tasks/quick-look/contract.ts", "tasks/quick-look/run.ts", "task contracts carry no code"],
  ["tasks/quick-look/run.ts", "node:fs", "task runs are pure"],
  ["tasks/runs.ts", "io/ports.ts", "task runs are pure"],
  ["io/redis/store.ts", "server/gather/gather.ts", "io serves and does not decide"],
  ["server/api/routes.ts", "tasks/runs.ts", "servers hold no pixels"],
  ["server/api/routes.ts", "analysis/fits/read.ts", "servers hold no pixels"],
  ["workers/loop.ts", "server/gather/gather.ts", "workers do not know servers"],
  ["app/night/page.tsx", "io/ports.ts", "pages know only contracts"],
  ["app/night/page.tsx", "tasks/quick-look/run.ts", "pages know only contracts"],
  ["server/push/push.ts", "npm:ioredis", "only io names its drivers"],
  ["scripts/start/x.ts", "server/web/main.ts", "a main is not imported"],
  ["io/redis/store.ts", "scripts/parts/redis.ts", "rooms do not know scripts"],
  ["scripts/x.ts", "scripts/y.test.ts", "a test is not imported"],
])("%s may not import %s", (file, target, law) => {
  expect(brokenBy(file, target)).toEqual([law]);
  expect(brokenBy(file, target, true)).toEqual([law]);
});

test.each([
  ["contracts/job.ts", "npm:zod"],
  ["tasks/quick-look/run.ts", "analysis/stats/median.ts"],
  ["server/distributor/plan.ts", "tasks/catalog.ts"],
  ["app/night/page.tsx", "tasks/quick-look/contract.ts"],
  ["server/web/main.ts", "npm:ioredis"],
  ["analysis/fits/read.test.ts", "node:fs"],
])("%s may import %s", (file, target) => {
  expect(brokenBy(file, target)).toEqual([]);
});

test("files that load each other are a circle, files that only know each other's types are not", () => {
  const graph = (typeOnly: boolean) =>
    new Map([
      ["app/a.ts", [{ target: "app/b.ts", typeOnly: false }]],
      ["app/b.ts", [{ target: "app/c.ts", typeOnly: false }]],
      ["app/c.ts", [{ target: "app/a.ts", typeOnly }]],
    ]);
  expect(checkImports(graph(false)).map(({ where }) => where)).toEqual(["app/a.ts → app/b.ts → app/c.ts → app/a.ts"]);
  expect(checkImports(graph(true))).toEqual([]);
});
