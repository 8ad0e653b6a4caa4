/** Real headers of E2V and ITL raws put every amplifier where the camera's geometry has it. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";
import { readHdus } from "../fits/read-hdus.ts";
import { bytesSource } from "../fits/source.ts";
import { findAmplifiers } from "./amplifiers.ts";

interface Geometry {
  detectorTypes: Record<
    string,
    {
      data: [number, number, number, number];
      serialOverscan: [number, number, number, number];
      amps: { name: string; hdu: number; ix: number; iy: number; flipX: boolean; flipY: boolean }[];
    }
  >;
  detectors: { id: number; name: string; physicalType: string }[];
}

const folder = sharedPath("data");
if (folder === null) console.info(absent("data"));
const geometry: Geometry | null = folder
  ? JSON.parse(readFileSync(`${folder}/metadata/lsstcam-geometry.json`, "utf8"))
  : null;

describe.skipIf(folder === null)(`LSST raws (${folder ?? absent("data")})`, () => {
  test.each([
    ["lsst-raw/3019031900001-R10-S02-det029.fits", "R10_S02", "ITL", true],
    ["lsst-raw/3019053000001-R22-S00-det000.fits", null, "ITL", true],
    ["lsst-raw/30211212000310-R22-S22-det098.fits", "R22_S22", "E2V", true],
    ["lsst-raw/7024032100720-R22-S11-det094.fits.fz", "R22_S11", "E2V", false],
    ["lsst-raw/e2v_spot.fits.gz", null, "E2V", true],
    ["composite/COMPOSITE_MC_O_20250422_000250_R22_S11.fits.fz", "R22_S11", "E2V", true],
  ] as const)("%s", (file, detector, vendor, isMirrored) => {
    const known = geometry?.detectors.find(({ name }) => name === detector)?.physicalType;
    if (detector !== null) expect(known).toBe(vendor);
    const type = geometry!.detectorTypes[vendor]!;
    const [x0, y0, width, height] = type.data;
    const packed = readFileSync(`${folder}/${file}`);
    const source = bytesSource(new Uint8Array(packed[0] === 0x1f ? gunzipSync(packed) : packed));
    const found = findAmplifiers(readHdus(source));
    expect(found).toHaveLength(16);
    const rows = 2;
    for (const [at, { hdu, data, overscan, place }] of found.entries()) {
      const amp = type.amps[at]!;
      expect([hdu.index, hdu.name.slice(-2)]).toEqual([amp.hdu, amp.name.slice(1)]);
      expect([data.x0, data.y0, data.width, data.height]).toEqual([x0, y0, width, height]);
      // The camera's DETSECs count rows from the other end than the pipeline's assembled image, the simulator's do not.
      const row = place.y0 / height;
      expect([place.x0 / width, isMirrored ? rows - 1 - row : row]).toEqual([amp.ix, amp.iy]);
      expect([place.flipX, place.flipY !== isMirrored]).toEqual([amp.flipX, amp.flipY]);
      // Inside the serial overscan, without the columns that hold trailed charge.
      const [from, , columns] = type.serialOverscan;
      expect(overscan!.x0).toBeGreaterThan(from);
      expect(overscan!.x0 + overscan!.width).toBeLessThan(from + columns);
    }
  });
});
