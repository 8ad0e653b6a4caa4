/** The command `channels`: shows another program's outputs, a folder in RubinTV's layout, on the pages. */
import { setTimeout as pause } from "node:timers/promises";
import { type Command, InvalidArgumentError } from "commander";
import type { ContributionInput } from "#contracts/contribution.ts";
import { readSettings } from "#contracts/settings.ts";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { planImport } from "../channels/plan-import.ts";

const shownNotes = 5;
const sentAtOnce = 1000;

/** Adds `channels DIR [--watch SECONDS]` to the program. */
export function register(program: Command): void {
  program
    .command("channels")
    .description("show a folder of another program's outputs (camera/YYYY-MM-DD/channel/sequence/file, metadata.json)")
    .argument("<dir>", "folder that holds folders of cameras; it must lie below IMAGE_ROOTS of the server")
    .option("--watch <seconds>", "look again every so many seconds, until stopped", parseSeconds)
    .action(async (dir: string, options: { watch?: number }) => {
      process.exitCode = await showChannels(dir, options.watch ?? null);
    });
}

/** @returns the exit code: 0 all was taken, 1 the folder or the server is in trouble. */
async function showChannels(dir: string, watchS: number | null): Promise<0 | 1> {
  const stopping = new AbortController();
  process.once("SIGINT", () => stopping.abort()).once("SIGTERM", () => stopping.abort());
  const { PORT } = readSettings(process.env);
  const url = `http://127.0.0.1:${PORT}/api/contributions`;
  const cameras = await loadCameras();
  let known = new Set<string>();
  for (;;) {
    const { contributions, notes } = await planImport(dir, cameras);
    const texts = contributions.map((contribution) => JSON.stringify(contribution));
    const fresh = contributions.filter((_, index) => !known.has(texts[index] ?? ""));
    for (let at = 0; at < fresh.length; at += sentAtOnce) await send(url, fresh.slice(at, at + sentAtOnce));
    if (fresh.length > 0 || known.size === 0) {
      const nights = new Set(fresh.map(({ camera, dayObs }) => `http://127.0.0.1:${PORT}/${camera}/${dayObs}`));
      process.stdout.write(`${fresh.length} added: ${[...nights].join(" ") || "nothing"}\n`);
      for (const note of notes.slice(0, shownNotes)) process.stdout.write(`note: ${note}\n`);
      if (notes.length > shownNotes) process.stdout.write(`note: and ${notes.length - shownNotes} more\n`);
    }
    known = new Set(texts);
    if (watchS === null || stopping.signal.aborted) return 0;
    await pause(watchS * 1000, undefined, { signal: stopping.signal }).catch(() => undefined);
    if (stopping.signal.aborted) return 0;
  }
}

async function send(url: string, contributions: readonly ContributionInput[]): Promise<void> {
  const token = process.env["FIRSTLOOK_TOKEN"];
  const headers = { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(contributions) }).catch(() => {
    throw new Error(`No Firstlook answers at ${url}. Start it with npm start, or set PORT.`);
  });
  if (answer.ok) return;
  const problem = (await answer.json().catch(() => null)) as { detail?: string } | null;
  throw new Error(`${url} answered ${answer.status}: ${problem?.detail ?? answer.statusText}`);
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (Number.isFinite(seconds) && seconds >= 1) return seconds;
  throw new InvalidArgumentError(`"${text}" is not a number of seconds, 1 or more.`);
}
