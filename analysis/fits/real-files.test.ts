/** Every image HDU of every file in the manifest has the checksums that cfitsio and astropy found. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";
import { decodeStored } from "./decode-image.ts";
import { FitsError } from "./fits-error.ts";
import { physicalBytes, physicalTypeOf } from "./physical-bytes.ts";
import { type Hdu, readHdus } from "./read-hdus.ts";
import { bytesSource } from "./source.ts";
import { pixelCount, storedToBytes } from "./stored-pixels.ts";

interface ManifestHdu {
  i: number;
  storedSha256?: string;
  physSha256?: string;
  physType?: string;
}

interface ManifestFile {
  file: string;
  sha256: string;
  nHdu?: number;
  hdus?: ManifestHdu[];
}

const folder = sharedPath("data");
if (folder === null) console.info(absent("data"));
const manifest: { files: ManifestFile[] } = folder
  ? JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"))
  : { files: [] };
const files = manifest.files.filter(({ hdus }) => hdus);
const groups = Map.groupBy(files, ({ file }) => file.split("/")[0] ?? "");
/** How many HDUs were compared, by compression, and why the others were not. */
const compared = new Map<string, number>();
const leftOut = new Map<string, number>();

const count = (tally: Map<string, number>, key: string) => tally.set(key, (tally.get(key) ?? 0) + 1);
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const gunzip = (bytes: Uint8Array) => new Uint8Array(gunzipSync(bytes));

/** Why an HDU cannot have checksums of pixels; null when it must have them. */
function reasonWithout(hdu: Hdu): string | null {
  if (hdu.kind === "table" || hdu.kind === "other") return "no image";
  return pixelCount(hdu) === 0 ? "an image without pixels" : null;
}

describe.skipIf(folder === null)(`real files (${folder ?? absent("data")})`, () => {
  test.each([...groups])("%s", { timeout: 120_000 }, (_, group) => {
    for (const { file, nHdu, hdus: expected = [] } of group) {
      const packed: Uint8Array = readFileSync(join(folder ?? "", file));
      const source = bytesSource(packed[0] === 0x1f && packed[1] === 0x8b ? gunzip(packed) : packed);
      const hdus = readHdus(source);
      expect([file, hdus.length]).toEqual([file, nHdu]);
      for (const hdu of hdus) {
        const i = hdu.index;
        const known = expected.find((one) => one.i === i);
        const reason = reasonWithout(hdu);
        if (reason !== null) {
          count(leftOut, reason);
          continue;
        }
        const stored = decodeStored(source, hdu, { gunzip });
        const found = { file, i, stored: sha256(storedToBytes(stored)), phys: sha256(physicalBytes(hdu, stored)) };
        expect(found).toEqual({ file, i, stored: known?.storedSha256, phys: known?.physSha256 });
        expect(physicalTypeOf(hdu)).toBe(known?.physType);
        count(compared, hdu.compression ?? `plain, BITPIX ${hdu.bitpix}`);
      }
    }
  });

  test("no HDU of the manifest is left out without a reason", () => {
    const total = [...compared.values()].reduce((sum, one) => sum + one, 0);
    const shown = [...compared, ...leftOut].map(([what, number]) => `  ${String(number).padStart(4)} ${what}`);
    console.info(
      `${total} image HDUs of ${files.length} files, stored and physical pixels exact:\n${shown.join("\n")}`,
    );
    const listed = files.flatMap(({ hdus = [] }) => hdus);
    const withPixels = listed.filter(({ storedSha256 }) => storedSha256);
    const reasons = [...leftOut.values()].reduce((sum, one) => sum + one, 0);
    expect(total + reasons).toBe(listed.length);
    // Checksums of no pixels (an image with axes of length 0) are in the manifest and have nothing to compare.
    expect(total).toBe(withPixels.filter(({ storedSha256 }) => storedSha256 !== sha256(new Uint8Array(0))).length);
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
});
