/** Whatever lies on the bus, parsing ends in outcomes: it never throws, and never takes noise for an image. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { outcomeKind } from "#contracts/outcome.ts";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { compileSchema } from "#io/schemas/compile-schema.ts";
import { parseDecoded, parseEvent } from "./parse-event.ts";

const cameras = await loadCameras();
const names = ["camera", "obsid", "raft", "sensor", "description"];
const fields = [...names.map((name) => ({ name, type: "string" })), { name: "statusCode", type: "int" }];
const decoders = new Map([[1, compileSchema(JSON.stringify({ type: "record", name: "x", fields }))]]);
const frame = Uint8Array.of(0, 0, 0, 0, 1);
const kinds = new Set<string>(outcomeKind.options);

test("bytes behind a frame end in one outcome, which is not work", () => {
  const check = (noise: Uint8Array) => {
    const parsed = parseEvent(Buffer.concat([frame, noise]), cameras, { decoders });
    expect(parsed.map(({ kind }) => kind)).toEqual([expect.stringMatching(/^(dead|unattributed)$/)]);
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), check), { seed: 1, numRuns: 2000 });
});

test("any JSON below the fields of known shapes ends in known outcomes", () => {
  const shape = fc.oneof(
    fc.record({
      event_type: fc.constantFrom<unknown>("transfer-done", "other", 1),
      payload: fc.oneof(
        fc.jsonValue(),
        fc.record({
          rubin_butler: fc.oneof(fc.constant("raw_file"), fc.jsonValue()),
          rubin_sidecar: fc.oneof(fc.jsonValue(), fc.json()),
          "dst-url": fc.oneof(fc.webUrl(), fc.string(), fc.jsonValue()),
          transferred_at: fc.jsonValue(),
        }),
      ),
    }),
    fc.record({ Records: fc.array(fc.jsonValue()) }),
    fc.record({ obsid: fc.jsonValue(), statusCode: fc.jsonValue(), camera: fc.jsonValue(), sensor: fc.jsonValue() }),
    fc.jsonValue(),
  );
  const check = (value: unknown) => {
    for (const { kind } of parseDecoded(value, cameras)) expect(kinds.has(kind) && kind !== "work").toBe(true);
  };
  fc.assert(fc.property(shape, check), { seed: 1, numRuns: 2000 });
});
