/** Named views. */
import { expect, test } from "vitest";
import { nightColumns } from "#contracts/night-table/night-columns.ts";
import { changesFor, withPreset, wordsNow } from "./edit-presets.ts";
import { givenPresets, presetShown, readPresets } from "./presets.ts";

const getOf = (text: string) => {
  const words = new URLSearchParams(text);
  return (name: string) => words.get(name);
};

test("every column of the given presets exists", () => {
  const night = nightColumns({ name: "TestCam", pixelScaleArcsec: 0.2, limits: [] }, []);
  const keys = givenPresets.flatMap(({ words }) => words.cols?.split(",") ?? []);
  expect(keys.filter((key) => night.get(key) === undefined)).toEqual([]);
});

test("what the browser kept is read with care", () => {
  const kept = [{ name: "Mine", words: { cols: "seq,band" } }];
  expect(readPresets(JSON.stringify(kept))).toEqual(kept);
  for (const text of [null, "", "{", "[1]", '[{"name":"","words":{}}]', '[{"name":"a","words":{"x":1}}]'])
    expect(readPresets(text)).toEqual([]);
});

test("a preset of a name takes the place of the older one", () => {
  const first = { name: "Mine", words: { cols: "seq" } };
  const second = { name: "Mine ", words: { cols: "band" } };
  expect(withPreset([first], second)).toEqual([{ name: "Mine", words: { cols: "band" } }]);
});

test("a preset and the address tell each other apart", () => {
  const mine = { name: "Mine", words: { cols: "seq,band", sort: "-psf_fwhm" } };
  const all = [...givenPresets, mine];
  expect(presetShown(all, getOf(""))?.name).toBe("Overview");
  expect(presetShown(all, getOf("q=m42"))?.name).toBe("Overview");
  expect(presetShown(all, getOf("cols=seq,band&sort=-psf_fwhm&band=r"))?.name).toBe("Mine");
  expect(presetShown(all, getOf("cols=seq,band"))).toBeNull();
  expect(wordsNow(getOf("cols=seq&band=r&sort=time"))).toEqual({ cols: "seq", sort: "time" });
  expect(changesFor(mine)).toEqual({ cols: "seq,band", sort: "-psf_fwhm", group: null, q: null });
});
