/** The programs of one worker: what a job's image becomes when its task is an external program. */
import { webcrypto } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Job } from "#contracts/job.ts";
import type { MetricValues, MissingReasons } from "#contracts/metric.ts";
import type { ProgramDefinition } from "#contracts/program.ts";
import type { Failure, HeaderFacts } from "#contracts/result-facts.ts";
import type { EncodedPicture } from "../thread.ts";
import { fileHeader } from "./file-header.ts";
import { localImage } from "./local-image.ts";
import { ProgramFailed } from "./program-failed.ts";
import { programMetrics } from "./program-metrics.ts";
import { programPictures } from "./program-pictures.ts";
import { type ResidentProgram, residentProgram } from "./resident-program.ts";
import { programEnvironment } from "./spawn-program.ts";
import { openTempFolder } from "./temp-folder.ts";

/** A failure is read by a person, and a thousand of them are kept. */
const maxMessageLetters = 4000;

/** As the compute thread answers, but for what only a reader of pixels knows. */
export interface ProgramAnswer {
  answer:
    | {
        ok: true;
        hdu: null;
        widthPx: null;
        heightPx: null;
        metrics: MetricValues;
        missing: MissingReasons;
        errors: Record<string, never>;
        samples: Record<string, never>;
        amps: never[];
        plots: Record<string, never>;
        pixelUnit: "adu";
        calibrations: never[];
        header: HeaderFacts | null;
        warnings: string[];
        timingsMs: { decode: number; background: number; detect: number; measure: number };
      }
    | { ok: false; error: Failure };
  sha256: string;
  pictures: EncodedPicture[];
  warnings: string[];
  /** What the program wrote to its error output while it had the image. */
  log: string[];
}

export interface Programs {
  has(task: string): boolean;
  /** Works on a job's image. @throws ProgramFailed where another attempt may do better. */
  run(job: Job, image: { uri: string; bytes: Uint8Array<ArrayBuffer> }): Promise<ProgramAnswer>;
  /** Starts every program; one that cannot be started is told of in the log, and its jobs say why. */
  warm(): Promise<void>;
  /** Ends all programs and removes their files. */
  close(): Promise<void>;
}

export interface ProgramsOptions {
  /** Where temporary files may lie, for example DATA_DIR/tmp. */
  tempDir: string;
  /** What the worker itself sees; programs see what their files list. */
  environment: Readonly<Record<string, string | undefined>>;
  /** For programs whose files say nothing. */
  timeoutMs: number;
  /** Told of what programs write to their error output. */
  log: (program: string, line: string) => void;
}

export function openPrograms(definitions: ReadonlyMap<string, ProgramDefinition>, options: ProgramsOptions): Programs {
  const residents = new Map<string, ResidentProgram>();
  let folder: Promise<string> | null = null;

  function residentOf(definition: ProgramDefinition, parentDir: string): ResidentProgram {
    const { name, env } = definition;
    const known = residents.get(name);
    if (known) return known;
    const environment = programEnvironment(options.environment, env);
    const resident = residentProgram(definition, {
      parentDir,
      env: environment,
      log: (line) => options.log(name, line),
    });
    residents.set(name, resident);
    return resident;
  }

  function tempFolder(): Promise<string> {
    folder ??= openTempFolder(options.tempDir).catch((error: unknown) => {
      folder = null;
      throw error;
    });
    return folder;
  }

  async function ask(definition: ProgramDefinition, job: Job, uri: string, bytes: Uint8Array) {
    const dir = await tempFolder();
    const timeoutMs = definition.timeoutS === undefined ? options.timeoutMs : definition.timeoutS * 1000;
    const image = await localImage(uri, bytes, join(dir, "images"));
    const { id, camera, exposureId, detector, kind, facts, config } = job;
    const identity = { id, camera, exposureId, detector, kind };
    const startedAtMs = performance.now();
    try {
      const {
        answer,
        dir: ownDir,
        said,
      } = await residentOf(definition, dir).run(
        { v: 1, type: "analyze", ...identity, path: image.path, uri, facts, config },
        timeoutMs,
      );
      const measure = performance.now() - startedAtMs;
      if (answer.type === "failed")
        return { error: { code: answer.code, message: `${uri}: ${answer.message.slice(0, maxMessageLetters)}` }, said };
      const { pictures, warnings } = await programPictures(answer.pictures, ownDir);
      return { result: programMetrics(answer, definition), pictures, warnings, measure, said };
    } catch (error) {
      if (!(error instanceof ProgramFailed) || error.mayPass) throw error;
      return { error: { code: error.code, message: `${uri}: ${error.message}` }, said: [] };
    } finally {
      await image.dispose();
    }
  }

  return {
    has: (task) => definitions.has(task),

    async run(job, { uri, bytes }) {
      const definition = definitions.get(job.task);
      if (!definition) throw new Error(`there is no program "${job.task}"`);
      if (job.taskVersion !== definition.version) {
        const versions = `the job asks for version ${job.taskVersion} of ${job.task}, this worker has ${definition.version}`;
        throw new ProgramFailed("program-unavailable", `${versions}; give both the same files of programs.`);
      }
      const [sha256, { header, warnings: ofHeader }, asked] = await Promise.all([
        sha256Of(bytes),
        fileHeader(bytes, job.facts),
        ask(definition, job, uri, bytes),
      ]);
      const log = asked.said;
      if ("error" in asked)
        return { answer: { ok: false, error: asked.error }, sha256, pictures: [], warnings: [], log };
      const { metrics, missing, warnings } = asked.result;
      const timingsMs = { decode: 0, background: 0, detect: 0, measure: asked.measure };
      const raw = { pixelUnit: "adu" as const, calibrations: [] };
      const absent = { hdu: null, widthPx: null, heightPx: null, errors: {}, samples: {}, amps: [], plots: {}, ...raw };
      return {
        answer: { ok: true, ...absent, metrics, missing, header, warnings: [...ofHeader, ...warnings], timingsMs },
        sha256,
        pictures: asked.pictures,
        warnings: asked.warnings,
        log,
      };
    },

    async warm() {
      if (definitions.size === 0) return;
      const dir = await tempFolder();
      const started = [...definitions.values()].map(async (definition) => {
        const trouble = (error: Error) => options.log(definition.name, `not warm: ${error.message}`);
        await residentOf(definition, dir).warm().catch(trouble);
      });
      await Promise.all(started);
    },

    async close() {
      await Promise.all([...residents.values()].map((resident) => resident.close()));
      if (folder) await rm(await folder, { recursive: true, force: true });
    },
  };
}

/** Off the main loop, which has a lease to renew. */
async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await webcrypto.subtle.digest("SHA-256", bytes)).toString("hex");
}
