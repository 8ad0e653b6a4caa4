/** The pictures that a program wrote, encoded as results keep them. */
import { realpath, rm } from "node:fs/promises";
import { resolve, sep } from "node:path";
import sharp from "sharp";
import type { ProgramResult } from "#contracts/program.ts";
import type { EncodedPicture } from "../thread.ts";

const maxSidePx = 4096;
const jpegQuality = 88;

/**
 * @param dir the program's working directory; nothing outside of it is read.
 * @returns the pictures, and a warning for each that cannot be had: they never lose the numbers.
 */
export async function programPictures(
  given: ProgramResult["pictures"],
  dir: string,
): Promise<{ pictures: EncodedPicture[]; warnings: string[] }> {
  const pictures: EncodedPicture[] = [];
  const warnings: string[] = [];
  for (const { name, path } of given) {
    try {
      const real = await realpath(resolve(dir, path));
      if (!real.startsWith(dir + sep)) throw new Error("it lies outside of the program's working directory");
      pictures.push(await encode(name, real));
      await rm(real, { force: true });
    } catch (error) {
      warnings.push(`The picture "${name}" at ${path} could not be taken: ${(error as Error).message}`);
    }
  }
  return { pictures, warnings };
}

async function encode(name: string, path: string): Promise<EncodedPicture> {
  const { data, info } = await sharp(path)
    .resize({ width: maxSidePx, height: maxSidePx, fit: "inside", withoutEnlargement: true })
    .flatten({ background: "white" })
    .jpeg({ quality: jpegQuality })
    .toBuffer({ resolveWithObject: true });
  return { name, widthPx: info.width, heightPx: info.height, body: data, mediaType: "image/jpeg" };
}
