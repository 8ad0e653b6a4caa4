/** The command `trigger`: announces an exposure, or one detector of it, to the running system again. */
import type { Command } from "commander";
import { z } from "zod";
import { problem } from "#contracts/api.ts";
import { type TriggerAnswer, triggerAnswer } from "#contracts/trigger.ts";
import { originOf, readStartSettings } from "../start/settings.ts";

interface TriggerOptions {
  force?: boolean;
  camera?: string;
  reason?: string;
  server?: string;
  json?: boolean;
}

/** A token of the server's CONTROL_TOKENS; on the server's own machine none is needed where none are set. */
const environment = z.object({ FIRSTLOOK_TOKEN: z.string().optional() });

/** Adds `trigger OBS_ID[_Rnn_Snn] [--force]` to the program. */
export function register(program: Command): void {
  program
    .command("trigger")
    .description("publish the event of an exposure or of one detector again")
    .argument("<obs-id>", "such as MC_O_20260901_000123, or MC_O_20260901_000123_R22_S11 for one detector")
    .option("--force", "have failed results tried again; a done one stays, and you are told how to compute it beside")
    .option("--camera <name>", "the camera, where an exposure is named by its number")
    .option("--reason <text>", "why, for the audit log")
    .option("--server <url>", "the server to ask; without it the one on this machine")
    .option("--json", "the answer as one JSON object")
    .action(async (image: string, options: TriggerOptions) => {
      const server = options.server ?? originOf(readStartSettings(process.env));
      const token = environment.parse(process.env).FIRSTLOOK_TOKEN ?? null;
      const answer = await askTrigger(server, token, {
        image,
        force: options.force ?? false,
        ...(options.camera === undefined ? {} : { camera: options.camera }),
        reason: options.reason ?? null,
      });
      for (const line of options.json ? [JSON.stringify(answer)] : readable(answer)) console.log(line);
      process.exitCode = isSuccess(answer, options.force ?? false) ? 0 : 1;
    });
}

/** @returns the server's answer. @throws Error with the server's problem, or that it does not answer. */
export async function askTrigger(server: string, token: string | null, request: object): Promise<TriggerAnswer> {
  const url = new URL("/api/trigger", server);
  const headers = {
    "content-type": "application/json",
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(request) }).catch(
    (error: Error) => {
      throw new Error(
        `no server answers at ${url.origin} (${String(error.cause ?? error)}): start one by \`npm start\``,
      );
    },
  );
  const body: unknown = await response.json();
  if (response.ok) return triggerAnswer.parse(body);
  const told = problem.safeParse(body);
  throw new Error(told.success ? told.data.detail : `${url.href} answered ${response.status}`);
}

/**
 * Nothing was done only because nothing had to be, which is success; an image that lies nowhere is not, nor is force that
 * moved nothing.
 */
export function isSuccess({ images }: TriggerAnswer, isForced: boolean): boolean {
  if (images.some(({ outcome }) => outcome === "missing")) return false;
  return images.some(({ outcome }) => !isForced || outcome !== "has-result");
}

const words: Readonly<Record<TriggerAnswer["images"][number]["outcome"], string>> = {
  published: "published",
  again: "tried again",
  "has-result": "left alone",
  pending: "pending",
  missing: "MISSING",
};

/** @returns a line for each image, and one with the counts where there are many. */
export function readable({ camera, exposureId, images, advice }: TriggerAnswer): string[] {
  const lines = images.map(({ detector, outcome, detail }) => `${words[outcome].padEnd(12)} ${detector}  ${detail}`);
  if (images.length < 2) return [...lines, ...(advice === null ? [] : [advice])];
  const counts = Map.groupBy(images, ({ outcome }) => outcome);
  const sum = [...counts].map(([outcome, of]) => `${of.length} ${words[outcome].toLowerCase()}`).join(", ");
  return [...lines, `${camera} ${exposureId}: ${sum}`, ...(advice === null ? [] : [advice])];
}
