/** Reads the masters that a task's configuration names for one image; what cannot be had is told, with the reason. */
import type { CalibrationKind } from "#contracts/calibration.ts";
import type { CameraFacts } from "#contracts/job.ts";
import type { CalibrationFile, CalibrationSource } from "#io/calibrations/calibration-source.ts";
import { ImageNotFound, ImageRefused } from "#io/images/image-source.ts";
import { fileHeader } from "../programs/file-header.ts";

/** A master as it goes into the compute thread: its file, or why there is none. */
export type MasterRequest = { readonly kind: CalibrationKind; readonly uri: string } & (
  | { readonly file: CalibrationFile }
  | { readonly missing: string }
);

/** What URIs of masters may name of an image. */
export interface MasterSubject {
  readonly camera: string;
  readonly detector: string | null;
  readonly dayObs: number | null;
  /** The image's own bytes: its header is read when a URI names the band or filter. */
  readonly bytes: Uint8Array;
  readonly facts: CameraFacts;
}

/** The fields of a task's configuration that name masters; tasks without them have none. */
const masterFields = { masterBias: "bias", masterDark: "dark", masterFlat: "flat", badPixelMask: "badPixels" } as const;

/** @throws when a store is in trouble that may pass. */
export async function readMasters(
  config: Readonly<Record<string, unknown>>,
  subject: MasterSubject,
  calibrations: CalibrationSource,
): Promise<MasterRequest[]> {
  const named = Object.entries(masterFields).flatMap(([field, kind]) => {
    const template = config[field];
    return typeof template === "string" && template !== "" ? [{ kind, template }] : [];
  });
  if (named.length === 0) return [];
  const names = await namesOf(subject, named.map(({ template }) => template).join(" "));
  const masters: MasterRequest[] = [];
  for (const { kind, template } of named) {
    masters.push({ kind, ...(await readMaster(template, names, calibrations)) });
  }
  return masters;
}

type Names = Readonly<Record<string, string | number | null>>;

async function readMaster(template: string, names: Names, calibrations: CalibrationSource) {
  const unknown: string[] = [];
  const filled = template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = names[name] ?? null;
    if (value === null) unknown.push(name);
    if (value === null) return whole;
    return template.startsWith("file:") ? encodeURIComponent(value) : String(value);
  });
  if (unknown.length > 0) return { uri: filled, missing: `the image's ${unknown.join(" and ")} is unknown` };
  try {
    return { uri: filled, file: await calibrations.read(filled) };
  } catch (error) {
    if (!(error instanceof ImageNotFound || error instanceof ImageRefused)) throw error;
    return { uri: filled, missing: error.message.replace(/\.$/, "") };
  }
}

async function namesOf({ camera, detector, dayObs, bytes, facts }: MasterSubject, templates: string): Promise<Names> {
  const isOfHeader = /\{(band|physicalFilter)\}/.test(templates);
  const header = isOfHeader ? (await fileHeader(bytes, facts)).header : null;
  return {
    camera,
    detector,
    dayObs,
    band: header?.band ?? null,
    physicalFilter: header?.physicalFilter ?? null,
  };
}
