/** Roles: who is taken for whom, and who is turned away. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { actorOf, requireRole } from "./authorize.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const tokens = [
  { name: "ana", role: "operator" as const, sha256: sha256("open-sesame") },
  { name: "wall", role: "viewer" as const, sha256: sha256("look") },
];
const local = { ip: "127.0.0.1", headers: { host: "localhost:3000" } };
const withToken = (token: string) => ({ ip: "10.0.0.9", headers: { authorization: `Bearer ${token}` } });

test("A1: a token gives its name and role, whoever and wherever its bearer is", () => {
  expect(actorOf({ tokens, isLocal: false }, withToken("open-sesame"))).toEqual({ name: "ana", role: "operator" });
  expect(actorOf({ tokens, isLocal: false }, withToken("guess"))).toBeNull();
});

test("A1: a role that does not reach is told which is needed", () => {
  expect(() => requireRole({ tokens, isLocal: true }, withToken("look"), "operator")).toThrow(
    /wall is viewer.*operator/,
  );
  expect(requireRole({ tokens, isLocal: true }, withToken("open-sesame"), "viewer").name).toBe("ana");
});

test("A1: without tokens whoever sits at the machine is its admin, and nobody else is anybody", () => {
  const alone = { tokens: [], isLocal: true };
  expect(actorOf(alone, local)).toEqual({ name: "local", role: "admin" });
  expect(actorOf({ ...alone, isLocal: false }, local)).toBeNull();
  expect(actorOf(alone, { ...local, ip: "10.0.0.9" })).toBeNull();
  expect(() => requireRole(alone, { ...local, ip: "10.0.0.9" }, "operator")).toThrow(/CONTROL_TOKENS/);
});

test("A1: with tokens nobody is trusted for sitting at the machine", () => {
  expect(actorOf({ tokens, isLocal: true }, local)).toBeNull();
});

test.each([
  ["a proxy on this machine", { host: "localhost:3000", "x-forwarded-for": "10.0.0.9" }],
  ["a page of another site", { host: "localhost:3000", origin: "https://elsewhere.example" }],
  ["a name that was pointed at loopback", { host: "elsewhere.example:3000", origin: "http://elsewhere.example:3000" }],
])("A1: %s does not count as sitting at the machine", (_, headers) => {
  expect(actorOf({ tokens: [], isLocal: true }, { ip: "127.0.0.1", headers })).toBeNull();
});

test("A1: a page of this server may act for whoever sits at the machine", () => {
  const headers = { host: "127.0.0.1:3000", origin: "http://127.0.0.1:3000" };
  expect(actorOf({ tokens: [], isLocal: true }, { ip: "::ffff:127.0.0.1", headers })?.role).toBe("admin");
});
