/** Routes of channels: other programs add pictures, movies, texts and values; pages read them back. */
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { problem } from "#contracts/api.ts";
import { channelName, fileName, nightChannelsAnswer, producerName } from "#contracts/contributed.ts";
import { contribution, contributionsAnswer, mediaTypeOf } from "#contracts/contribution.ts";
import { cameraName, dayObs, seqNum } from "#contracts/identity.ts";
import { contributionStore } from "#io/redis/contribution-store.ts";
import { keepBytes, takeContributions } from "#server/contributions/take-contributions.ts";
import type { ApiParts } from "./api-parts.ts";
import { requireRole } from "./authorize.ts";
import { ApiProblem, notFound } from "./problem.ts";
import { sendBytes } from "./send-bytes.ts";

const night = z.object({ camera: cameraName, dayObs: z.coerce.number().pipe(dayObs) });
/** A sequence number, or `night` for what belongs to the whole night. */
const place = z.union([z.literal("night").transform(() => null), z.coerce.number().pipe(seqNum)]);
const itemParams = night.extend({ channel: channelName, place, file: fileName });

const largestFileBytes = 256 * 1024 * 1024;

export function channelRoutes(server: FastifyInstance, parts: ApiParts): void {
  const routes = server.withTypeProvider<ZodTypeProvider>();
  const contributions = contributionStore(parts.redis);
  const keeping = { contributions, objects: parts.objects, nowMs: parts.nowMs };

  routes.post(
    "/api/contributions",
    {
      bodyLimit: 10 * 1024 * 1024,
      schema: {
        summary: "Adds what another program made, as one contribution or a list; needs the role producer",
        response: { 202: contributionsAnswer, 400: problem, 401: problem, 403: problem },
      },
    },
    async (request, reply) => {
      requireRole(parts.access, request, "producer");
      const given = contributionsIn(request.body);
      await takeContributions(given, keeping);
      return reply.code(202).send({ taken: given.length });
    },
  );

  routes.put(
    "/api/cameras/:camera/nights/:dayObs/channels/:channel/:place/:file",
    {
      bodyLimit: largestFileBytes,
      schema: {
        summary: "Puts a file into a channel of an exposure (its seqNum) or of the night; needs the role producer",
        params: itemParams,
        querystring: z.object({ producer: producerName.optional() }),
        response: { 202: contributionsAnswer, 400: problem, 401: problem, 403: problem },
      },
    },
    async (request, reply) => {
      const actor = requireRole(parts.access, request, "producer");
      const { camera, dayObs: day, channel, place: seq, file: name } = request.params;
      if (mediaTypeOf(name) === null)
        throw new ApiProblem(400, "Not shown", `Pages cannot show a file like "${name}".`);
      if (!Buffer.isBuffer(request.body) || request.body.length === 0) {
        throw new ApiProblem(400, "Empty", "Send the file's bytes as the body.");
      }
      const of = { camera, dayObs: day, seqNum: seq };
      const producer = request.query.producer ?? producerName.catch("unnamed").parse(actor.name);
      const item = await keepBytes(of, { channel, name, producer, bytes: request.body }, keeping);
      await contributions.add([{ ...of, item, values: {} }]);
      return reply.code(202).send({ taken: 1 });
    },
  );

  routes.get(
    "/api/cameras/:camera/nights/:dayObs/channels",
    {
      schema: {
        summary: "What other programs added to the whole night",
        params: night,
        response: { 200: nightChannelsAnswer },
      },
    },
    async ({ params }) => ({ items: await contributions.readNight(params.camera, params.dayObs) }),
  );

  routes.get(
    "/api/cameras/:camera/nights/:dayObs/channels/:channel/:place/:file",
    { schema: { summary: "A file of a channel", params: itemParams, response: { 404: problem } } },
    async (request, reply) => {
      const { camera, dayObs: day, channel, place: seq, file } = request.params;
      const item = await contributions.readItem({ camera, dayObs: day, seqNum: seq }, channel, file);
      if (item === null) throw notFound(`Channel ${channel} of ${camera} ${day} ${seq ?? "night"} has no "${file}".`);
      const found =
        "key" in item.place
          ? (await parts.objects.get(item.place.key))?.body
          : await parts.files.read(item.place.uri).catch((error: Error) => {
              throw notFound(`The file of channel ${channel} cannot be read: ${error.message}`);
            });
      if (!found) throw notFound(`The object of channel ${channel}, "${file}", is no longer kept.`);
      return sendBytes(request, reply, found, item.mediaType);
    },
  );
}

/** @throws ApiProblem naming the first that is wrong; none is taken then. */
function contributionsIn(body: unknown): z.output<typeof contribution>[] {
  let value: unknown;
  try {
    value = Buffer.isBuffer(body) ? JSON.parse(body.toString("utf8")) : body;
  } catch {
    throw new ApiProblem(
      400,
      "Not JSON",
      "The body is a contribution or a list of them, as JSON; docs/channels.md shows one.",
    );
  }
  const parsed = z
    .array(contribution)
    .max(5000)
    .safeParse(Array.isArray(value) ? value : [value]);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ApiProblem(400, "Not a contribution", `${issue?.path.join(".") || "The body"}: ${issue?.message}.`);
}
