/** A night for scripts: exactly what a table shows, by the words of its address, and RubinTV's `metadata.json`. */
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { problem } from "#contracts/api.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { cameraName, dayObs } from "#contracts/identity.ts";
import { type NightColumns, nightColumns } from "#contracts/night-table/night-columns.ts";
import { readView, type ShownNight, shownNight } from "#contracts/night-table/night-view.ts";
import { exportTable, writeCsv } from "#contracts/night-table/write-table.ts";
import { readCameraNames, readNightIds, readSummaries } from "#io/redis/night-store.ts";
import type { ApiParts } from "./api-parts.ts";
import { ApiProblem, notFound } from "./problem.ts";
import { rubinTvMetadata } from "./rubintv-metadata.ts";

const nightParams = z.object({ camera: cameraName, dayObs: z.coerce.number().pipe(dayObs) });
/** RubinTV writes the night with dashes and its cameras in lower case. */
const dashedNight = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .transform((text) => Number(text.replaceAll("-", "")))
  .pipe(dayObs);
const viewWords = z.object({
  cols: z.string().optional().describe("Keys of the columns in order; without it the usual ones"),
  sort: z.string().optional().describe("Keys to sort by, `-` before one that descends"),
  group: z.enum(["none", "topic", "level"]).optional(),
  q: z.string().optional().describe("A query, for example `band in (r,i) and fwhm > 1.2`"),
  band: z.string().optional(),
  state: z.string().optional(),
  type: z.string().optional(),
});
const metadataAnswer = z.record(z.string(), z.record(z.string(), z.union([z.string(), z.number(), z.null()])));
const cell = z.union([z.string(), z.number(), z.null()]);
const tableAnswer = z.object({
  columns: z.array(z.object({ key: z.string(), label: z.string(), unit: z.string(), definition: z.string() })),
  rows: z.array(z.record(z.string(), cell)),
});

interface ReadNight {
  exposures: ExposureSummary[];
  columns: NightColumns;
}

export function exportRoutes(server: FastifyInstance, { redis, cameras, cameraOf }: ApiParts): void {
  const routes = server.withTypeProvider<ZodTypeProvider>();

  async function readNight(asked: string, night: number): Promise<ReadNight> {
    const known = [...new Set([...cameras.map(({ name }) => name), ...(await readCameraNames(redis))])];
    const low = asked.toLowerCase();
    const name =
      known.find((each) => each === asked) ??
      known.find((each) => each.toLowerCase() === low) ??
      cameras.find(({ aliases }) => aliases.some((alias) => alias.toLowerCase() === low))?.name;
    if (name === undefined) throw notFound(`There is no camera "${asked}"; there are: ${known.sort().join(", ")}.`);
    const exposures = await readSummaries(redis, name, await readNightIds(redis, name, night));
    return { exposures, columns: nightColumns(cameraOf(name), exposures) };
  }

  async function readShown(params: z.infer<typeof nightParams>, words: z.infer<typeof viewWords>): Promise<ShownNight> {
    const { exposures, columns } = await readNight(params.camera, params.dayObs);
    const get = (name: string): string | null => words[name as keyof typeof words] ?? null;
    const shown = shownNight(exposures, readView(get), columns);
    if (shown.problem) {
      const { message, from, suggestions } = shown.problem;
      const perhaps = suggestions.length === 0 ? "" : ` Perhaps: ${suggestions.join(", ")}.`;
      throw new ApiProblem(400, "Query not understood", `q, at character ${from + 1}: ${message}.${perhaps}`);
    }
    return shown;
  }

  const path = "/api/cameras/:camera/nights/:dayObs";
  routes.get(
    `${path}/table.csv`,
    { schema: { summary: "What a night's table shows, as CSV", params: nightParams, querystring: viewWords } },
    async ({ params, query }, reply) => {
      const name = `${params.camera}_${params.dayObs}.csv`;
      return reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", `attachment; filename="${name}"`)
        .send(writeCsv(await readShown(params, query)));
    },
  );
  routes.get(
    `${path}/table.json`,
    {
      schema: {
        summary: "What a night's table shows, with the meaning of its columns",
        params: nightParams,
        querystring: viewWords,
        response: { 200: tableAnswer, 400: problem, 404: problem },
      },
    },
    async ({ params, query }) => exportTable(await readShown(params, query)),
  );

  const metadata = async (camera: string, night: number) => {
    const { exposures, columns } = await readNight(camera, night);
    return rubinTvMetadata(exposures, columns);
  };
  routes.get(
    `${path}/metadata.json`,
    {
      schema: {
        summary: "A night as RubinTV's metadata.json",
        params: nightParams,
        response: { 200: metadataAnswer, 404: problem },
      },
    },
    ({ params }) => metadata(params.camera, params.dayObs),
  );
  routes.get(
    "/rubintv/api/:location/:camera/metadata/:date",
    {
      schema: {
        summary: "A night as RubinTV answers it; the location may be any",
        params: z.object({ location: z.string(), camera: cameraName, date: dashedNight }),
        response: { 200: metadataAnswer, 404: problem },
      },
    },
    ({ params }) => metadata(params.camera, params.date),
  );
}
