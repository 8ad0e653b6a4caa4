/** The command `header`: the HDUs of FITS files, their cards and, when asked, checksums of their pixels. */
import { createHash } from "node:crypto";
import type { Command } from "commander";
import { decodeStored } from "#analysis/fits/decode-image.ts";
import { FitsError } from "#analysis/fits/fits-error.ts";
import { physicalBytes, physicalTypeOf } from "#analysis/fits/physical-bytes.ts";
import { type Hdu, readHdus } from "#analysis/fits/read-hdus.ts";
import type { ByteSource } from "#analysis/fits/source.ts";
import { storedToBytes } from "#analysis/fits/stored-pixels.ts";
import type { Failure } from "#contracts/result-facts.ts";
import { openFileSource } from "#scripts/replay/open-file-source.ts";
import { gunzipTile } from "#workers/pixels/unpack.ts";

interface HeaderOptions {
  json?: true;
  checksums?: true;
}

/** Adds `header FILE... [--json] [--checksums]` to the program. */
export function register(program: Command): void {
  program
    .command("header")
    .description("list the HDUs of FITS files with dimensions, BITPIX, compression and cards")
    .argument("<file...>", "FITS files, packed or not")
    .option("--json", "one JSON object a line for each file")
    .option("--checksums", "add SHA-256 of every image's stored and physical pixels")
    .action((files: string[], options: HeaderOptions) => {
      process.exitCode = showHeaders(files, options);
    });
}

/** @returns the exit code: 0 all read, 1 a file (or with checksums an image in it) could not be read. */
function showHeaders(files: readonly string[], options: HeaderOptions): 0 | 1 {
  let failed = false;
  for (const file of files) {
    try {
      using source = openFileSource(file);
      const hdus = readHdus(source).map((hdu) => viewOf(hdu, source, options.checksums === true));
      failed ||= hdus.some(({ error }) => error !== undefined);
      if (options.json) process.stdout.write(`${JSON.stringify({ file, hdus })}\n`);
      else for (const text of [`${file}`, ...hdus.map(textOf)]) process.stdout.write(`${text}\n`);
    } catch (error) {
      failed = true;
      const failure = failureOf(file, error);
      const line = `${JSON.stringify({ file, error: failure })}\n`;
      if (options.json) process.stdout.write(line);
      process.stderr.write(options.json ? line : `firstlook: ${failure.message}\n`);
    }
  }
  return failed ? 1 : 0;
}

/** An HDU as it is printed; the names are those of `manifest.json` where it has one. */
interface HduView {
  i: number;
  name: string;
  kind: string;
  bitpix: number;
  dims: readonly number[];
  compression: string | null;
  tile: readonly number[] | null;
  missingBytes: number;
  cards: { keyword: string; value: string | number | boolean | null; comment: string; flaw?: string }[];
  warnings: readonly string[];
  physType?: string;
  storedSha256?: string;
  physSha256?: string;
  error?: Failure;
}

function viewOf(hdu: Hdu, source: ByteSource, checksums: boolean): HduView {
  const { index, name, kind, bitpix, dims, compression, tile, missingBytes, header } = hdu;
  const cards = header.cards.map((card) => ({ ...card }));
  const view = {
    i: index,
    name,
    kind,
    bitpix,
    dims,
    compression,
    tile,
    missingBytes,
    cards,
    warnings: header.warnings,
  };
  const isImage = (kind === "image" || kind === "compressed-image") && dims.some((length) => length > 0);
  if (!checksums || !isImage) return view;
  try {
    const stored = decodeStored(source, hdu, { gunzip: gunzipTile });
    return {
      ...view,
      physType: physicalTypeOf(hdu),
      storedSha256: sha256(storedToBytes(stored)),
      physSha256: sha256(physicalBytes(hdu, stored)),
    };
  } catch (error) {
    return { ...view, error: failureOf(null, error) };
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function failureOf(file: string | null, error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  const prefix = file === null ? "" : `${file}: `;
  if (error instanceof FitsError) return { code: error.code, message: prefix + message };
  const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
  return missing
    ? { code: "not-found", message: `${prefix}there is no such file` }
    : { code: "internal", message: prefix + message };
}

function textOf(hdu: HduView): string {
  const shape = hdu.dims.length === 0 ? "no data" : `${hdu.dims.join(" × ")}, BITPIX ${hdu.bitpix}`;
  const packed = hdu.compression ? `, ${hdu.compression} in tiles of ${(hdu.tile ?? []).join(" × ")}` : "";
  const lines = [`HDU ${hdu.i} ${hdu.name} (${hdu.kind}): ${shape}${packed}`];
  for (const { keyword, value, comment } of hdu.cards) {
    const shown = value === null ? "" : `= ${typeof value === "string" ? `'${value}'` : value}`;
    lines.push(
      `  ${keyword.padEnd(8)} ${[shown, comment && value !== null ? `/ ${comment}` : comment].filter(Boolean).join(" ")}`.trimEnd(),
    );
  }
  if (hdu.storedSha256)
    lines.push(`  stored SHA-256   ${hdu.storedSha256}`, `  physical SHA-256 ${hdu.physSha256} (${hdu.physType})`);
  if (hdu.missingBytes > 0) lines.push(`  truncated: ${hdu.missingBytes} bytes of its data are missing`);
  if (hdu.error) lines.push(`  ${hdu.error.message}`);
  for (const warning of hdu.warnings) lines.push(`  note: ${warning}`);
  return lines.join("\n");
}
