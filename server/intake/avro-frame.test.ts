import { expect, test } from "vitest";
import { camera } from "#contracts/camera.ts";
import { compileSchema } from "#io/schemas/compile-schema.ts";
import { schemaIdOf } from "./avro-frame.ts";
import { parseEvent } from "./parse-event.ts";

const testCam = camera.parse({
  name: "T",
  title: "Test",
  obsIdCode: "TC",
  images: { bucket: "raws", keys: ["{obsId}_{detector}.fits"] },
  detectors: [{ id: 0, name: "R22_S00", x: 0, y: 0 }],
});
/** Fields in an order of their own, and one that nobody here knows. */
const names = ["description", "archiverName", "sensor", "raft", "obsid", "camera"];
const fields = names.map((name) => ({ name, type: "string" }));
const schema = { type: "record", name: "x", fields: [...fields, { name: "statusCode", type: "int" }] };
const decoders = new Map([[258, compileSchema(JSON.stringify(schema))]]);
/** By the Avro specification: a string is its length as a zig-zag number (here twice the length), then its bytes. */
const text = (value: string) => [value.length * 2, ...Buffer.from(value)];
const frame = [0, 0, 0, 1, 2];
const record = ["file ingested", "archiver", "S00", "R22", "TC_O_20260901_000001", "T"].flatMap(text);
const parse = (...bytes: number[]) => parseEvent(Uint8Array.from(bytes), [testCam], { decoders });

test("fields are taken by name, whatever their order, and others are dropped", () => {
  expect(parse(...frame, ...record, 0)).toEqual([
    {
      kind: "work",
      image: {
        type: "image-arrived",
        v: 1,
        camera: "T",
        exposureId: 2026090100001,
        dayObs: 20260901,
        seqNum: 1,
        obsId: "TC_O_20260901_000001",
        detector: "R22_S00",
        kind: "raw",
        uri: "s3://raws/TC_O_20260901_000001_R22_S00.fits",
        eventAtMs: null,
      },
    },
  ]);
});

test.each([
  ["cut off in the frame", [0, 0, 0, 1], "truncated Avro: 4 bytes"],
  ["cut off in the record", [...frame, ...record], "no record of schema 258: truncated Avro"],
  ["with bytes behind", [...frame, ...record, 0, 0], "trailing bytes behind the record"],
  ["with another magic byte", [1, ...frame.slice(1), ...record, 0], "wrong magic byte 01"],
  ["with text that is no UTF-8", [...frame, 2, 0xff, ...record.slice(14), 0], "not UTF-8"],
])("a frame %s is dead", (_, bytes, reason) => {
  expect(parse(...bytes)).toEqual([{ kind: "dead", reason: expect.stringContaining(reason) }]);
});

test("the id of a value in the middle of a larger buffer is its own", () => {
  expect(schemaIdOf(Uint8Array.from([9, 9, ...frame, 7]).subarray(2))).toBe(258);
  expect([null, new Uint8Array(0), Buffer.from("{}"), Uint8Array.of(0, 0, 0, 1)].map(schemaIdOf)).toEqual(
    Array(4).fill(null),
  );
});
