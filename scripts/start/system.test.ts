/** The processes of a system and what they are told. */
import { expect, test } from "vitest";
import { childEnvironment, openingChild, stopOrder, systemChildren } from "./system.ts";

const base = { NODE_ENV: "test", KAFKA_BROKERS: "stale:9092", HOME: "/home/x" } as const;
const settings = {
  host: "127.0.0.1",
  port: 3000,
  dataDir: "/data",
  redisUrl: "redis://127.0.0.1:1",
  kafkaBrokers: null,
  imageRoots: ["/images"],
  workers: 2,
};

test("with the embedded bus no child sees KAFKA_BROKERS", () => {
  const env = childEnvironment(base, settings, null);
  expect(env).not.toHaveProperty("KAFKA_BROKERS");
  expect(env).toMatchObject({
    NODE_ENV: "production",
    PORT: "3000",
    REDIS_URL: "redis://127.0.0.1:1",
    HOME: "/home/x",
  });
});

test("a replayed folder may be read beside those that were named", () => {
  expect(childEnvironment(base, settings, "/night")["IMAGE_ROOTS"]).toBe("/images,/night");
});

test("each worker has its ordinal", () => {
  const children = systemChildren(2, childEnvironment(base, settings, null));
  expect(children.map((child) => [child.name, child.env["WORKER_ORDINAL"]])).toEqual([
    ["distributor", undefined],
    ["gather", undefined],
    ["reconcile", undefined],
    ["web", undefined],
    ["worker-0", "0"],
    ["worker-1", "1"],
  ]);
});

test("what is replayed is asked for in the words of the person", () => {
  const options = { replay: "/night", rate: 0, camera: "LATISS", demo: false, kafka: false };
  const args = openingChild(options, base)?.args.slice(-6);
  expect(args).toEqual(["replay", "/night", "--rate", "0", "--camera", "LATISS"]);
  expect(openingChild({ ...options, replay: null }, base)).toBeNull();
});

test("what brings work stops first, and what shows it last", () => {
  const names = ["distributor", "gather", "web", "worker-0", "worker-1", "demo"];
  expect(stopOrder(names)).toEqual([["demo"], ["distributor"], ["worker-0", "worker-1"], ["gather", "web"]]);
});
