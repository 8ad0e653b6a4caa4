import { expect, test } from "vitest";
import type { ConfigOrigin, OriginLink } from "#contracts/configuration.ts";
import { fieldSource, sourceCounts } from "./field-source.ts";

const link = (layer: OriginLink["layer"], more: Partial<OriginLink> = {}): OriginLink => ({
  ...{
    op: layer === "class" ? "default" : "set",
    operand: 1,
    value: 1,
    place: layer === "class" ? null : `${layer}.yaml:1`,
  },
  ...{ layer, isShared: layer === "import", through: [], why: "last set" },
  ...more,
});
const field = (...chain: OriginLink[]): ConfigOrigin["fields"][number] => ({
  field: "f",
  value: 1,
  description: null,
  chain,
});
const over = { why: "overridden by the pipeline's own file" };

test.each([
  [field(link("class")), { word: "default", place: null, overridden: 0 }],
  [field(link("class", over), link("import")), { word: "shared", place: "import.yaml:1", overridden: 0 }],
  [field(link("class", over), link("import", over), link("own")), { word: "own", place: "own.yaml:1", overridden: 1 }],
  [
    field(link("class", over), link("own", { isShared: true, place: "shared.yaml:1" })),
    { word: "shared", place: "shared.yaml:1", overridden: 0 },
  ],
  [
    field(link("class", over), link("camera"), link("own", { op: "reset" })),
    { word: "camera", place: "camera.yaml:1", overridden: 0 },
  ],
])("a value's source is the layer that won: %#", (each, expected) => {
  expect(fieldSource(each)).toEqual(expected);
});

test("sources are counted, the nearest first", () => {
  const fields = [
    field(link("class")),
    field(link("class")),
    field(link("class", over), link("import", over), link("own")),
  ];
  expect(sourceCounts(fields)).toBe("1 own, 2 default, 1 over another");
});
