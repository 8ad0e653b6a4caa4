import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSchemaSource, type SchemaSourceSettings } from "./schema-source.ts";

const schema = JSON.stringify({
  type: "record",
  name: "seen",
  fields: [
    { name: "obsid", type: "string", default: "" },
    { name: "statusCode", type: "int", default: 0 },
  ],
});
/** After the Avro specification: length 2 as zig-zag 4, "ok", then 21 as zig-zag 42. */
const binary = Uint8Array.of(4, 0x6f, 0x6b, 42);

let dir: string;
let url: string;
let asked: { path: string; authorization: string | null }[];
let answers: { status: number; body: string }[];
const registry = createServer((request, response) => {
  asked.push({ path: request.url ?? "", authorization: request.headers.authorization ?? null });
  const { status, body } = answers.shift() ?? { status: 200, body: JSON.stringify({ schema }) };
  response.writeHead(status, { "content-type": "application/json" }).end(body);
});

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "firstlook-schemas-"));
  asked = [];
  answers = [];
  await new Promise<void>((resolve) => registry.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(registry.address() as AddressInfo).port}`;
});
afterEach(async () => {
  if (registry.listening) await closeRegistry();
  await rm(dir, { recursive: true });
});

const closeRegistry = () =>
  new Promise<void>((resolve) => {
    registry.close(() => resolve());
    registry.closeAllConnections();
  });
const open = (more: Partial<SchemaSourceSettings> = {}) =>
  openSchemaSource({ folder: null, registryUrl: url, cacheDir: join(dir, "cache"), ...more });
const decode = async (source: ReturnType<typeof open>, id = 7) => (await source.decodersOf([id])).get(id)?.(binary);

test("a schema is asked of the registry once, and decodes by the names of its fields", async () => {
  const source = open();
  expect(await Promise.all([decode(source), decode(source)])).toEqual(Array(2).fill({ obsid: "ok", statusCode: 21 }));
  await decode(source);
  expect(asked).toEqual([{ path: "/schemas/ids/7", authorization: null }]);
});

test("after a restart the disk answers and the registry need not", async () => {
  await decode(open());
  await closeRegistry();
  expect(await decode(open())).toMatchObject({ obsid: "ok" });
  await expect(decode(open(), 8)).rejects.toThrow(/Schema 8 cannot be had: .*does not answer.*SCHEMA_REGISTRY_URL/);
});

test("another registry's ids mean something else: its cache is another folder", async () => {
  await decode(open());
  await decode(open({ registryUrl: `${url}/mirror/` }));
  expect(asked.map(({ path }) => path)).toEqual(["/schemas/ids/7", "/mirror/schemas/ids/7"]);
  expect(await readdir(join(dir, "cache"))).toHaveLength(2);
});

test("a damaged cache is told and fetched anew", async () => {
  await decode(open());
  const [folder = ""] = await readdir(join(dir, "cache"));
  await writeFile(join(dir, "cache", folder, "7.avsc"), '{"type":');
  const troubles: string[] = [];
  expect(await decode(open({ onTrouble: (error) => troubles.push(error.message) }))).toMatchObject({ obsid: "ok" });
  expect(troubles).toEqual([expect.stringMatching(/^Schema 7 from .* is not usable/)]);
  expect(asked).toHaveLength(2);
});

test.each([
  ["unknown", { status: 404, body: '{"error_code":40403}' }, /answers 404/],
  ["in trouble", { status: 500, body: "" }, /answers 500/],
  ["not a registry", { status: 200, body: "<html>" }, /holds no schema/],
  ["no Avro", { status: 200, body: '{"schema":"syntax","schemaType":"PROTOBUF"}' }, /is PROTOBUF, not Avro/],
  ["no valid Avro", { status: 200, body: '{"schema":"{\\"type\\":\\"recor\\"}"}' }, /is not usable/],
])("%s is trouble, and the next try may succeed", async (_, answer, reason) => {
  answers = [answer];
  const source = open();
  await expect(decode(source)).rejects.toThrow(reason);
  expect(await decode(source)).toMatchObject({ obsid: "ok" });
});

test("credentials go into the header and into no message", async () => {
  answers = [{ status: 401, body: "" }];
  const source = open({ registryUrl: url.replace("//", "//me:se%20cret@") });
  const error = await decode(source).catch((reason: Error) => reason);
  expect(String(error)).toMatch(/answers 401/);
  expect(String(error)).not.toMatch(/se%20cret|se cret/);
  expect(asked[0]?.authorization).toBe(`Basic ${Buffer.from("me:se cret").toString("base64")}`);
});

test("a folder comes first, is looked at again for a new file, and says what is missing", async () => {
  const source = open({ folder: dir, registryUrl: null });
  await expect(decode(source)).rejects.toThrow(
    `There is no schema 7 to read an Avro message with: put 7.avsc into ${dir}.`,
  );
  await writeFile(join(dir, "7.avsc"), schema);
  expect(await decode(source)).toMatchObject({ obsid: "ok" });
  expect(await decode(open({ folder: dir }))).toMatchObject({ obsid: "ok" });
  expect(asked).toEqual([]);
});

test("without a folder and a registry the settings are named", async () => {
  await expect(decode(open({ registryUrl: null }))).rejects.toThrow(/set SCHEMA_REGISTRY_URL or SCHEMA_DIR/);
});

test.each([
  ["cut off", binary.subarray(0, 2), /truncated/],
  ["with bytes behind it", Uint8Array.of(...binary, 0), /trailing/],
  ["with a negative length", Uint8Array.of(3, 0x6f, 0x6b, 42), /truncated/],
  ["with text that is no UTF-8", Uint8Array.of(4, 0x6f, 0xff, 42), /not UTF-8/],
])("a record %s throws", async (_, bytes, reason) => {
  const decoders = await open().decodersOf([7]);
  expect(() => decoders.get(7)?.(bytes)).toThrow(reason);
});
