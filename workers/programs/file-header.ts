/** The facts of an exposure from its file's headers, for a result whose pixels a program reads. */
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { readHdus } from "#analysis/fits/read-hdus.ts";
import { bytesSource } from "#analysis/fits/source.ts";
import type { CameraFacts } from "#contracts/job.ts";
import type { HeaderFacts } from "#contracts/result-facts.ts";
import { headerFactsOf } from "../pixels/header-facts.ts";

const unpack = promisify(gunzip);
const maxUnpackedBytes = 2 ** 31 - 1;

/** @returns the facts, or null and why: a program may read what this code cannot. */
export async function fileHeader(
  bytes: Uint8Array,
  facts: CameraFacts,
): Promise<{ header: HeaderFacts | null; warnings: string[] }> {
  try {
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const hdus = readHdus(bytesSource(isPacked ? await unpack(bytes, { maxOutputLength: maxUnpackedBytes }) : bytes));
    const image = hdus.find((hdu) => hdu.kind !== "table" && hdu.kind !== "other" && hdu.dims.length >= 2);
    const headers = [image, hdus[0]].flatMap((hdu, at, all) => (hdu && all.indexOf(hdu) === at ? [hdu.header] : []));
    return { header: headerFactsOf(headers, facts), warnings: [] };
  } catch (error) {
    return { header: null, warnings: [`The header could not be read: ${(error as Error).message}`] };
  }
}
