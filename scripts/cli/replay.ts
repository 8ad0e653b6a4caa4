/** The command `replay`: publishes a folder of FITS files as a night to the running system, and waits for its results. */
import { type Command, InvalidArgumentError } from "commander";
import { readSettings } from "#contracts/settings.ts";
import { busSettings } from "#io/bus/bus-settings.ts";
import { openPublisher } from "#io/bus/open-bus.ts";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { checkServer, followResults } from "../replay/follow-results.ts";
import { publishReplay } from "../replay/publish-replay.ts";
import { planFolder } from "../replay/replay-folder.ts";
import { progressLine } from "./progress-line.ts";

interface ReplayOptions {
  rate: number;
  camera?: string;
}

const defaultRate = 60;
const shownNotes = 5;

/** Adds `replay DIR [--rate N] [--camera NAME]` to the program. */
export function register(program: Command): void {
  program
    .command("replay")
    .description("publish image events for a folder of FITS files to the running system, and wait for the results")
    .argument("<dir>", "folder of .fits, .fit, .fts, .fz or .gz files; folders inside count")
    .option("--rate <n>", "speed: 1 is the real cadence, N is N times faster, 0 is all at once", parseRate, defaultRate)
    .option("--camera <name>", "replay as this camera; a name that no file defines is a generic single detector")
    .action(async (dir: string, options: ReplayOptions) => {
      process.exitCode = await replay(dir, options);
    });
}

/** @returns the exit code: 0 all have results, 1 some failed or the system is in trouble, 2 wrong use. */
async function replay(dir: string, options: ReplayOptions): Promise<0 | 1 | 2> {
  const stopping = new AbortController();
  const onSignal = () => stopping.abort();
  process.once("SIGINT", onSignal).once("SIGTERM", onSignal);
  try {
    const settings = readSettings(process.env);
    const origin = `http://127.0.0.1:${settings.PORT}`;
    const cameras = await loadCameras();
    const { camera, plan } = await planFolder(dir, cameras, options.camera ?? null);
    for (const note of plan.notes.slice(0, shownNotes)) say(`note: ${note}`);
    if (plan.notes.length > shownNotes) say(`note: and ${plan.notes.length - shownNotes} more of this kind`);
    await checkServer(origin);
    const nights = [...new Set(plan.images.map(({ dayObs }) => dayObs))];
    say(
      `${plan.images.length} images as ${camera.name}: ${nights.map((day) => `${origin}/${camera.name}/${day}`).join(" ")}`,
    );

    const publisher = await openPublisher(busSettings(settings));
    try {
      return await publishAndFollow();
    } finally {
      await publisher.close();
    }

    async function publishAndFollow(): Promise<0 | 1> {
      let sent = false;
      const publishing = publishReplay(plan.images, {
        camera: camera.name,
        rate: options.rate,
        publisher,
        signal: stopping.signal,
      }).then(() => {
        sent = true;
      });
      const progress = progressLine("analysed", "images");
      const following = followResults({
        origin,
        camera: camera.name,
        images: plan.images,
        show: ({ done, failed, total }) => progress.show(done + failed, total),
        allSent: () => sent,
        signal: stopping.signal,
      });
      // Whichever goes wrong first ends the command.
      const [, outcome] = await Promise.all([publishing, following]);
      if (outcome === null) {
        progress.end("when it was stopped");
        return 1;
      }
      progress.end(outcome.failed === 0 ? "without a failure" : `of which ${outcome.failed} failed`);
      for (const reason of outcome.reasons) say(reason);
      return outcome.failed === 0 ? 0 : 1;
    }
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return error instanceof RangeError ? 2 : 1;
  } finally {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
    stopping.abort();
  }
}

function say(text: string): void {
  process.stderr.write(`firstlook replay: ${text}\n`);
}

function parseRate(text: string): number {
  const rate = Number(text);
  if (text.trim() !== "" && Number.isFinite(rate) && rate >= 0) return rate;
  throw new InvalidArgumentError("Give a number from 0 on: 0 is all at once, 1 the real cadence.");
}
