/** Answers with JSON that was compressed before, once for all who ask for it. */
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";

const unpacking = promisify(gunzip);

/** @param packed JSON, gzipped; who does not take that gets it unpacked. */
export async function sendPacked(request: FastifyRequest, reply: FastifyReply, packed: Buffer): Promise<FastifyReply> {
  const takesGzip = /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  if (takesGzip) reply.header("content-encoding", "gzip");
  return reply
    .type("application/json; charset=utf-8")
    .header("vary", "accept-encoding")
    .serializer((bytes) => bytes as string)
    .send((takesGzip ? packed : await unpacking(packed)) as never);
}
