/** Parquet of a table, read back by a library that did not write it. */
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { expect, test } from "vitest";
import { nightColumns } from "#contracts/night-table/night-columns.ts";
import { readView, shownNight } from "#contracts/night-table/night-view.ts";
import { sampleExposure } from "../../fixtures/sample-exposure.ts";
import { writeParquet } from "./export-parquet.ts";

const night = [
  sampleExposure(3, { metrics: { sky_bg: 1.25 }, header: { target: "Ω Cen", obsStartUtc: "2026-11-22T04:00:00Z" } }),
  sampleExposure(2, { metrics: { sky_bg: null } }),
  sampleExposure(1, { metrics: { sky_bg: 3 } }),
];

test("another library reads the rows, the nulls and the meaning of the columns", async () => {
  const columns = nightColumns({ name: "LSSTCam", pixelScaleArcsec: 0.2, limits: [] }, night);
  const words = new URLSearchParams("cols=seq,time,target,sky_bg&sort=-sky_bg");
  const file = writeParquet(
    shownNight(
      night,
      readView((name) => words.get(name)),
      columns,
    ),
  );
  expect(await parquetReadObjects({ file })).toEqual([
    { seq: 1, time: null, target: null, sky_bg: 3 },
    { seq: 3, time: new Date("2026-11-22T04:00:00Z"), target: "Ω Cen", sky_bg: 1.25 },
    { seq: 2, time: null, target: null, sky_bg: null },
  ]);
  const told = parquetMetadata(file).key_value_metadata?.find(({ key }) => key === "firstlook.columns");
  expect(JSON.parse(told?.value ?? "[]")[3]).toMatchObject({ key: "sky_bg", unit: "ADU" });
});
