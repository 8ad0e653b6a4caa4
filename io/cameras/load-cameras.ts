/** Reads the files of `cameras/` into cameras, and says which field of which file is wrong. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseDocument } from "yaml";
import { z } from "zod";
import { type Camera, camera, cameraDetector, headerWords } from "#contracts/camera.ts";

/** A misspelt field in a file would silently become a default, so files may hold no unknown field. */
const cameraFile = camera
  .extend({ headerWords: headerWords.strict().prefault({}), detectors: z.array(cameraDetector.strict()).min(1) })
  .strict();

/** The folder of cameras that comes with Firstlook. */
export const camerasFolder = fileURLToPath(new URL("../../cameras", import.meta.url));

/**
 * Reads every `*.yaml` of a folder, in order of file name.
 * @returns the cameras with their defaults filled in.
 * @throws CameraFileError naming the file, the field and the value.
 */
export async function loadCameras(dir: string = camerasFolder): Promise<Camera[]> {
  const files = (await readdir(dir)).filter((file) => /\.ya?ml$/.test(file)).sort();
  const cameras: Camera[] = [];
  const fileOfName = new Map<string, string>();
  for (const file of files) {
    const path = join(dir, file);
    const found = parseCamera(await readFile(path, "utf8"), path);
    for (const name of new Set([found.name, ...found.aliases].map((each) => each.toLowerCase()))) {
      const taken = fileOfName.get(name);
      if (taken) throw new CameraFileError(path, [`name or alias "${name}" is taken by ${taken}`]);
      fileOfName.set(name, path);
    }
    cameras.push(found);
  }
  return cameras;
}

/**
 * Parses the text of one camera file; `path` is for the message only.
 * @throws CameraFileError naming the file, the field and the value.
 */
export function parseCamera(text: string, path: string): Camera {
  const document = parseDocument(text);
  const broken = document.errors[0];
  if (broken) throw new CameraFileError(path, [`is not YAML: ${broken.message.split("\n")[0]}`]);
  const raw: unknown = document.toJS();
  const parsed = cameraFile.safeParse(raw);
  if (!parsed.success)
    throw new CameraFileError(
      path,
      parsed.error.issues.map((issue) => explain(issue, raw)),
    );
  const repeated = [
    ...repeats(parsed.data.detectors.map((detector) => detector.name)).map((name) => `detectors: "${name}" twice`),
    ...repeats(parsed.data.detectors.map((detector) => detector.id)).map((id) => `detectors: id ${id} twice`),
  ];
  if (repeated.length > 0) throw new CameraFileError(path, repeated);
  return parsed.data;
}

/** A camera file that cannot be used, with everything that is wrong in it. */
export class CameraFileError extends Error {
  override name = "CameraFileError";
  constructor(path: string, problems: readonly string[]) {
    super(`Camera file ${path}: ${problems.join("; ")}. docs/add-a-camera.md lists the fields.`);
  }
}

function explain(issue: z.core.$ZodIssue, raw: unknown): string {
  const field = issue.path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
  const value = issue.path.reduce<unknown>(
    (inner, step) => (inner === null || typeof inner !== "object" ? undefined : Reflect.get(inner, step)),
    raw,
  );
  const shown = value === undefined ? "missing" : JSON.stringify(value).slice(0, 80);
  return `${field.replace(/^\./, "") || "the file"}: ${issue.message} (is ${shown})`;
}

function repeats<T>(values: readonly T[]): T[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
