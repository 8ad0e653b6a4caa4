import { expect, test } from "vitest";
import { readSettings } from "./settings.ts";

test("places of Rucio's files are prefixes and what stands for them", () => {
  const given = "root://xrd5:1098//rucio/=file:///mount/, davs://door/=s3://pool/a=b/";
  expect(readSettings({ RUCIO_PLACES: given }).RUCIO_PLACES).toEqual([
    { from: "root://xrd5:1098//rucio/", to: "file:///mount/" },
    { from: "davs://door/", to: "s3://pool/a=b/" },
  ]);
  expect(readSettings({}).RUCIO_PLACES).toEqual([]);
});

test.each([
  ["RUCIO_PLACES", "root://x/=/mount/"],
  ["RUCIO_PLACES", "root://x/"],
  ["SCHEMA_REGISTRY_URL", "registry:8081"],
])("%s=%s is refused by name", (name, value) => {
  expect(() => readSettings({ [name]: value })).toThrow(name);
});
