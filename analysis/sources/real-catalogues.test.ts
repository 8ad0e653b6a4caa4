/** Sources of real images against SEP's catalogues: every one is found, where it is and as bright. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";
import { estimateBackground, subtractBackground } from "../background/background.ts";
import { readDetectorImage } from "../detector/detector-image.ts";
import { readHdus } from "../fits/read-hdus.ts";
import { bytesSource } from "../fits/source.ts";
import { halfLightRadius } from "../psf/half-light-radius.ts";
import { extractSources } from "./extract-sources.ts";

interface Reference {
  file: string;
  oracle?: { amps?: unknown; ampOverscanMedians?: unknown; sep?: { nFlag0?: number; catalog?: { file: string } } };
}

const folder = sharedPath("data");
if (folder === null) console.info(absent("data"));
const manifest: { files: Reference[] } = folder
  ? JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"))
  : { files: [] };
const references = manifest.files.filter(
  ({ oracle }) => oracle?.sep?.catalog && !oracle.amps && !oracle.ampOverscanMedians,
);

function rowsOf(file: string): Record<string, number>[] {
  const [head = "", ...lines] = readFileSync(join(folder ?? "", file), "utf8")
    .trim()
    .split("\n");
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, at) => [names[at], Number(cell)])));
}

describe.skipIf(folder === null)(`SEP catalogues (${folder ?? absent("data")})`, () => {
  test.each(references.map((reference) => [reference.file, reference] as const))(
    "%s",
    { timeout: 30_000 },
    (file, { oracle }) => {
      const packed: Uint8Array = readFileSync(join(folder ?? "", file));
      const gunzip = (bytes: Uint8Array) => new Uint8Array(gunzipSync(bytes));
      const source = bytesSource(packed[0] === 0x1f && packed[1] === 0x8b ? gunzip(packed) : packed);
      const options = { saturationWords: [], saturationAdu: null, gunzip };
      const { data, width, height } = readDetectorImage(source, readHdus(source), options);
      const masked = data.some(Number.isNaN);
      const background = estimateBackground(data, width, height)!;
      const flat = subtractBackground(data, width, height, background);
      const sources = extractSources(flat, width, height, 5 * background.globalSigma);
      expect(sources.filter(({ flag }) => flag === 0).length).toBe(oracle?.sep?.nFlag0);
      for (const row of rowsOf(oracle?.sep?.catalog?.file ?? "")) {
        const { x0 = 0, y0 = 0, flux = 0, peak = 0, a = 0, b = 0, npix, flag, hlr = 0 } = row;
        const found = sources.find(({ x, y }) => Math.hypot(x - x0, y - y0) < 0.002);
        expect(found, JSON.stringify(row)).toBeDefined();
        if (!found) continue;
        // The catalogues have five digits of the fluxes and three after the point of the lengths.
        expect(Math.abs(found.flux / flux - 1)).toBeLessThan(1e-4);
        expect(Math.abs(found.peak / peak - 1)).toBeLessThan(1e-4);
        expect(Math.abs(found.a - a) + Math.abs(found.b - b)).toBeLessThan(0.0015);
        expect([found.pixelCount, found.flag]).toEqual([npix, flag]);
        // The reference takes masked pixels for holes as deep as the sky; here they are no light.
        if (masked) continue;
        const radius = halfLightRadius(flat, width, height, found.x, found.y, 6 * found.a);
        expect(Math.abs(radius - hlr), JSON.stringify(row)).toBeLessThan(0.002 + 0.001 * hlr);
      }
    },
  );
});
