/** The table of a night: columns, order, view, exports. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { silentHeader } from "../../fixtures/silent-header.ts";
import { type ExposureSummary, exposureSummary } from "../exposure.ts";
import { metricLimit } from "../limits.ts";
import { dataIdText } from "./data-id.ts";
import { nightColumns } from "./night-columns.ts";
import { orderedBy, orderNight, readOrder, writeOrder } from "./night-order.ts";
import { readView, shownNight, viewColumns } from "./night-view.ts";
import { readSeqRanges, writeSeqRanges } from "./seq-ranges.ts";
import { exportTable, writeCsv } from "./write-table.ts";

type Parts = Partial<Omit<ExposureSummary, "header">> & {
  header?: Partial<typeof silentHeader> | Record<string, unknown>;
};
function exposure(seqNum: number, { header, ...parts }: Parts = {}): ExposureSummary {
  const identity = {
    camera: "TestCam",
    exposureId: 20261121 * 100_000 + seqNum,
    dayObs: 20261121,
    seqNum,
    obsId: null,
  };
  const counts = { state: "complete", expected: 9, done: 9, failed: 0, revision: 1 };
  const instants = { firstEventAtMs: null, updatedAtMs: 0, completedAtMs: null };
  const rest = { metrics: {}, aggregates: {}, preview: null, error: null };
  return exposureSummary.parse({
    v: 1,
    ...identity,
    ...counts,
    ...instants,
    ...rest,
    header: header ? { ...silentHeader, ...header } : null,
    ...parts,
  });
}
const limit = { agreedOn: "2026-11-22", reason: "a test" };
const own = {
  ...metricLimit.omit({ cameras: true }).parse({ ...limit, warnAbove: 1, errorAbove: 2 }),
  metric: "psf_fwhm",
};
const testCam = { name: "TestCam", pixelScaleArcsec: 0.2, limits: [own] };
const night = [
  exposure(4, { header: { band: "r", target: 'M42, "east"' }, metrics: { psf_fwhm: 0.9 } }),
  exposure(3, { header: { band: "i", target: "M42 west" }, metrics: { psf_fwhm: 3 }, state: "failed" }),
  exposure(2, {
    header: { band: "r", obsStartUtc: "2026-11-22T04:00:00" },
    metrics: { psf_fwhm: 1.5, other_metric: 7 },
  }),
  exposure(1),
];
const columns = nightColumns(testCam, night);
const shown = (words: string) => {
  const search = new URLSearchParams(words);
  return shownNight(
    night,
    readView((name) => search.get(name)),
    columns,
  );
};
const seqs = (words: string) => shown(words).rows.map(({ seqNum }) => seqNum);

test("a night has over a hundred columns, each with a key of its own and a definition", () => {
  expect(columns.all.length).toBeGreaterThan(100);
  expect(new Set(columns.all.map(({ key }) => key)).size).toBe(columns.all.length);
  for (const { definition } of columns.all) expect(definition.length).toBeGreaterThan(5);
  const names = columns.all.flatMap(({ key, aliases }) => [key, ...aliases]);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

test("a metric from outside the registry is a column", () => {
  expect(columns.get("other_metric")?.value(night[2] as ExposureSummary)).toBe(7);
});

test("values of other programs are columns under a key of their own, with their producer's mark", () => {
  const values = { "PSF FWHM (median)": 1.5, "_PSF FWHM (median)": "warning", "ISR config": { DISPLAY_VALUE: "open" } };
  const told = exposure(1, { contributed: { items: [], values }, metrics: { "other-task.sky_bg": 5 } });
  const { get } = nightColumns(testCam, [told, exposure(2)]);
  expect(get("x_psf_fwhm_median")).toMatchObject({ label: "PSF FWHM (median)", type: "number" });
  expect(get("x_psf_fwhm_median")?.value(told)).toBe(1.5);
  expect(get("x_psf_fwhm_median")?.judge?.(told).level).toBe("warn");
  expect(get("x_isr_config")?.value(told)).toBe("open");
  expect(get("other-task.sky_bg")).toMatchObject({ label: "Sky, other-task", unit: "ADU" });
});

test("F7: levels have the unit of the night's pixels, and both where they differ", () => {
  const unitOf = (key: string, ...units: ("adu" | "electron" | undefined)[]) =>
    nightColumns(
      testCam,
      units.map((pixelUnit, at) => exposure(at + 1, { pixelUnit })),
    ).get(key)?.unit;
  expect(unitOf("sky_bg")).toBe("ADU");
  expect(unitOf("sky_bg_min", "electron")).toBe("e⁻");
  expect(unitOf("sky_bg", "electron", undefined)).toBe("ADU or e⁻");
  expect(unitOf("overscan_median", "electron")).toBe("ADU");
  expect(unitOf("n_sources_5", "electron")).toBe("count");
});

test("O6: the start has columns by TAI and by the observatory's clock, in the order of time", () => {
  const chile = nightColumns({ ...testCam, timeZone: "America/Santiago" }, night);
  const told = night[2] as ExposureSummary;
  expect(chile.get("time_tai")?.value(told)).toBe("2026-11-22 04:00:37.000");
  // Summer time there: three hours behind UTC.
  expect(chile.get("time_local")).toMatchObject({ unit: "America/Santiago" });
  expect(chile.get("time_local")?.value(told)).toBe("2026-11-22 01:00:00");
  expect(chile.get("time_local")?.value(night[3] as ExposureSummary)).toBeNull();
  expect(columns.get("time_local")).toBeUndefined();
});

test("fwhm is the FWHM that the night can show", () => {
  const inPx = nightColumns({ ...testCam, pixelScaleArcsec: null }, [exposure(1, { metrics: { psf_fwhm_px: 3 } })]);
  expect(inPx.fwhm).toBe("psf_fwhm_px");
  expect(inPx.get("psf_fwhm_px")?.aliases).toContain("fwhm");
  expect(columns.get("psf_fwhm")?.aliases).toContain("fwhm");
});

test("filters of the address and the query must both fit", () => {
  expect(seqs("")).toEqual([4, 3, 2, 1]);
  expect(seqs("band=r,i&state=complete")).toEqual([4, 2]);
  expect(seqs("q=m42+west")).toEqual([3]);
  expect(seqs("q=fwhm+<+2&band=r")).toEqual([4, 2]);
  expect(seqs("q=fwhm+is+warning")).toEqual([2]);
  expect(seqs("q=limits+in+(warning,error)")).toEqual([3, 2]);
  expect(seqs("band=g")).toEqual([]);
});

test("a query that is wrong filters nothing and says what is wrong", () => {
  expect(shown("q=fwmh+>+1")).toMatchObject({ rows: night, problem: { from: 0, to: 4, suggestions: ["fwhm"] } });
});

test("missing values stand last in both directions, ties newest first", () => {
  expect(seqs("sort=psf_fwhm")).toEqual([4, 2, 3, 1]);
  expect(seqs("sort=-psf_fwhm")).toEqual([3, 2, 4, 1]);
  expect(seqs("sort=band")).toEqual([3, 4, 2, 1]);
  expect(seqs("sort=-band,psf_fwhm")).toEqual([4, 2, 3, 1]);
  expect(seqs("sort=nonsense")).toEqual([4, 3, 2, 1]);
});

test("sorting by several columns is a total order whatever is missing (RubinTV's is not)", () => {
  const value = fc.option(fc.integer({ min: 0, max: 3 }), { nil: null });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, value), { maxLength: 30 }),
      fc.boolean(),
      fc.boolean(),
      (list, down, down2) => {
        const rows = list.map(([sky_bg, psf_fwhm], at) => exposure(at + 1, { metrics: { sky_bg, psf_fwhm } }));
        const order = [
          { column: "sky_bg", descending: down },
          { column: "psf_fwhm", descending: down2 },
        ];
        const sorted = orderNight(rows, order, columns.get);
        expect(new Set(sorted)).toEqual(new Set(rows));
        const rank = (at: number | null, turned: boolean): number => (at === null ? 99 : turned ? -at : at);
        const keys = sorted.map(({ metrics, seqNum }) => [
          rank(metrics["sky_bg"] ?? null, down),
          rank(metrics["psf_fwhm"] ?? null, down2),
          -seqNum,
        ]);
        for (const [at, key] of keys.entries()) {
          const before = keys[at - 1];
          if (!before) continue;
          const first = key.findIndex((part, index) => part !== before[index]);
          expect(key[first] as number).toBeGreaterThan(before[first] as number);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("an order survives the address; a click orders by one column, one with shift adds", () => {
  for (const word of ["psf_fwhm", "-sky_bg", "seq", "-band,time"]) expect(writeOrder(readOrder(word))).toBe(word);
  expect(writeOrder(readOrder("-seq"))).toBeNull();
  expect(writeOrder(readOrder("<script>"))).toBeNull();
  const fwhm = { key: "psf_fwhm", type: "number" } as const;
  const band = { key: "band", type: "text" } as const;
  const once = orderedBy([], fwhm, false);
  expect(writeOrder(once)).toBe("-psf_fwhm");
  expect(writeOrder(orderedBy(once, fwhm, false))).toBe("psf_fwhm");
  const twice = orderedBy(once, band, true);
  expect(writeOrder(twice)).toBe("-psf_fwhm,band");
  expect(writeOrder(orderedBy(twice, band, true))).toBe("-psf_fwhm,-band");
  expect(writeOrder(orderedBy(orderedBy(twice, band, true), band, true))).toBe("-psf_fwhm");
  expect(writeOrder(orderedBy([], { key: "seq", type: "number" }, false))).toBe("seq");
});

test("columns can be chosen, ordered and grouped; unknown ones are left out", () => {
  const keys = (words: string) => shown(words).columns.map(({ key }) => key);
  expect(keys("cols=psf_fwhm,seq,nonsense,band")).toEqual(["psf_fwhm", "seq", "band"]);
  expect(keys("cols=sky_bg,seq,psf_fwhm,band&group=topic")).toEqual(["seq", "band", "psf_fwhm", "sky_bg"]);
  expect(keys("cols=sky_bg,seq&group=level")).toEqual(["seq", "sky_bg"]);
  expect(
    viewColumns(
      readView(() => null),
      columns,
    ).length,
  ).toBeGreaterThan(10);
});

test("CSV and JSON hold exactly what is shown, in full precision", () => {
  const view = shown("cols=seq,target,time,psf_fwhm&sort=psf_fwhm&q=fwhm+<+2");
  expect(writeCsv(view)).toBe(
    'seq,target,time,psf_fwhm\r\n4,"M42, ""east""",,0.9\r\n2,,2026-11-22T04:00:00.000Z,1.5\r\n',
  );
  expect(exportTable(view).rows[1]).toEqual({ seq: 2, target: null, time: "2026-11-22T04:00:00.000Z", psf_fwhm: 1.5 });
  expect(exportTable(view).columns[3]).toMatchObject({ key: "psf_fwhm", unit: "arcsec" });
});

test("a dataId is valid Python", () => {
  expect(dataIdText([night[3] as ExposureSummary])).toBe(
    'dataId = {"instrument": "TestCam", "day_obs": 20261121, "seq_num": 1}',
  );
  expect(dataIdText(night.slice(0, 2)).split("\n")).toHaveLength(4);
});

test("a selection survives the address", () => {
  expect(writeSeqRanges(new Set([7, 412, 410, 411]))).toBe("7,410-412");
  expect(writeSeqRanges(new Set())).toBeNull();
  expect([...readSeqRanges("7,410-412,x,1-99999,9-")]).toEqual([7, 410, 411, 412]);
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 3000 })), (list) => {
      expect(readSeqRanges(writeSeqRanges(new Set(list)))).toEqual(new Set(list));
    }),
  );
});
