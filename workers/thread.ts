/** What runs in the compute thread: decode, run the task, encode the pictures. It owns the bytes that it is given. */
import { createHash } from "node:crypto";
import sharp from "sharp";
import { analyzeImage, type Picture, type PixelAnswer, type PixelRequest } from "./pixels/analyze-image.ts";

/** A picture as it is kept. */
export interface EncodedPicture {
  name: string;
  widthPx: number;
  heightPx: number;
  body: Uint8Array;
  mediaType: "image/jpeg" | "image/png";
}

export interface ThreadAnswer {
  answer: PixelAnswer;
  sha256: string;
  pictures: EncodedPicture[];
  /** A picture that could not be encoded never loses the numbers. */
  warnings: string[];
  /** Steps of the task, each with the time that it took. */
  log: string[];
}

const jpegQuality = 88;

export default async function runInThread(request: PixelRequest): Promise<ThreadAnswer> {
  const sha256 = createHash("sha256").update(request.bytes).digest("hex");
  const log: string[] = [];
  const answer = analyzeImage(request, (line) => log.push(line));
  const pictures: EncodedPicture[] = [];
  const warnings: string[] = [];
  for (const picture of answer.ok ? answer.pictures : []) {
    try {
      pictures.push(await encode(picture));
    } catch (error) {
      warnings.push(`The picture "${picture.name}" could not be encoded: ${(error as Error).message}`);
    }
  }
  return { answer: answer.ok ? { ...answer, pictures: [] } : answer, sha256, pictures, warnings, log };
}

/** Photographs as JPEG, drawings as PNG, whose lines stay sharp. */
async function encode(picture: Picture): Promise<EncodedPicture> {
  const { name, widthPx, heightPx } = picture;
  if ("svg" in picture) {
    const body = await sharp(Buffer.from(picture.svg)).png().toBuffer();
    return { name, widthPx, heightPx, body, mediaType: "image/png" };
  }
  const body = await sharp(picture.gray, { raw: { width: widthPx, height: heightPx, channels: 1 } })
    .jpeg({ quality: jpegQuality })
    .toBuffer();
  return { name, widthPx, heightPx, body, mediaType: "image/jpeg" };
}
