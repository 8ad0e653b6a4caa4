/** Every image HDU of the real files has the checksums that cfitsio and astropy found. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";
import { decodeStored } from "./decode-image.ts";
import { FitsError } from "./fits-error.ts";
import { physicalBytes, physicalTypeOf } from "./physical-bytes.ts";
import { readHdus } from "./read-hdus.ts";
import { bytesSource } from "./source.ts";
import { storedToBytes } from "./stored-pixels.ts";

interface ManifestFile {
  file: string;
  nHdu?: number;
  hdus?: { i: number; compression?: string; storedSha256?: string; physSha256?: string; physType?: string }[];
}

const folder = sharedPath("data");
if (folder === null) console.info(absent("data"));
const manifest: { files: ManifestFile[] } = folder
  ? JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"))
  : { files: [] };
const notRead: string[] = [];
const files = manifest.files.filter(({ hdus }) => hdus?.some(({ storedSha256 }) => storedSha256));
const groups = Map.groupBy(files, ({ file }) => file.split("/")[0] ?? "");

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const gunzip = (bytes: Uint8Array) => new Uint8Array(gunzipSync(bytes));

describe.skipIf(folder === null)(`real files (${folder ?? absent("data")})`, () => {
  test.each([...groups])("%s", { timeout: 120_000 }, (_, group) => {
    for (const { file, nHdu, hdus: expected = [] } of group) {
      const packed: Uint8Array = readFileSync(join(folder ?? "", file));
      const source = bytesSource(packed[0] === 0x1f && packed[1] === 0x8b ? gunzip(packed) : packed);
      const hdus = readHdus(source);
      expect([file, hdus.length]).toEqual([file, nHdu]);
      for (const { i, compression = "", storedSha256, physSha256, physType } of expected) {
        const hdu = hdus[i];
        if (!hdu || !storedSha256) continue;
        if (notRead.includes(compression)) {
          expect(() => decodeStored(source, hdu)).toThrow(FitsError);
          continue;
        }
        const stored = decodeStored(source, hdu, { gunzip });
        const found = { file, i, stored: sha256(storedToBytes(stored)), phys: sha256(physicalBytes(hdu, stored)) };
        expect(found).toEqual({ file, i, stored: storedSha256, phys: physSha256 });
        expect(physicalTypeOf(hdu)).toBe(physType);
      }
    }
  });

  test("no cut through a compressed file hangs or throws anything but a FitsError", { timeout: 60_000 }, () => {
    const whole = readFileSync(join(folder ?? "", "night/HATP-32171220013343.fits.fz"));
    for (let length = 0; length < whole.length; length += 997) {
      const source = bytesSource(whole.subarray(0, length));
      try {
        for (const hdu of readHdus(source)) if (hdu.dims.length > 0) decodeStored(source, hdu);
      } catch (error) {
        expect(error).toBeInstanceOf(FitsError);
      }
    }
  });

  test("no flipped byte does either", { timeout: 60_000 }, () => {
    const whole = new Uint8Array(readFileSync(join(folder ?? "", "conformance/ds9_rice_short.fits.fz")));
    for (let at = 0; at < whole.length; at += 61) {
      const damaged = whole.slice();
      damaged[at] = (damaged[at] as number) ^ 0x55;
      try {
        const source = bytesSource(damaged);
        for (const hdu of readHdus(source)) if (hdu.kind !== "table" && hdu.dims.length > 0) decodeStored(source, hdu);
      } catch (error) {
        expect(error).toBeInstanceOf(FitsError);
      }
    }
  });
});
