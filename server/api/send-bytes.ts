/** Answers with bytes of a file: cached for good, in parts where a player asks for a range, and never run as a page. */
import type { FastifyReply, FastifyRequest } from "fastify";

/** @param body the whole file; its URL names its version, so browsers may keep it. */
export function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  body: Uint8Array,
  mediaType: string,
): FastifyReply {
  const isText = mediaType.startsWith("text/");
  reply
    .type(isText ? `${mediaType}; charset=utf-8` : mediaType)
    .header("cache-control", "public, max-age=31536000, immutable")
    .header("x-content-type-options", "nosniff")
    // A drawing or a text of another program may hold scripts; opened by itself it must not act as our page.
    .header(
      "content-security-policy",
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'",
    )
    .header("accept-ranges", "bytes");
  const range = rangeOf(String(request.headers.range ?? ""), body.byteLength);
  const part = range ? body.subarray(range.from, range.to + 1) : body;
  if (range) reply.code(206).header("content-range", `bytes ${range.from}-${range.to}/${body.byteLength}`);
  return reply.serializer((bytes) => bytes as string).send(Buffer.from(part) as never);
}

/** One range of bytes, both ends included; anything else is answered with the whole. */
export function rangeOf(header: string, sizeBytes: number): { from: number; to: number } | null {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return null;
  const from = first === "" ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const to = first === "" || last === "" ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  return from <= to && from < sizeBytes ? { from, to } : null;
}
