/** Takes the signature off the frame's pixels: masters and gain. Without either the pixels are those of the raw. */
import { applyMasters, type Masters } from "#analysis/calibration/apply-masters.ts";
import type { ScaledBox } from "#analysis/calibration/multiply-boxes.ts";
import { lowestSaturation } from "#analysis/detector/assemble.ts";
import type { DetectorImage, Readout } from "#analysis/detector/detector-image.ts";
import { type CalibrationKind, calibrationKinds } from "#contracts/calibration.ts";
import type { Step } from "../compose-steps.ts";
import type { Frame } from "../frame.ts";
import type { FrameKind } from "../frame-kind.ts";
import type { IsrConfig } from "./contract.ts";

export type CalibrateSettings = Pick<IsrConfig, "gain" | "mastersRequired">;

/** A master that the configuration requires could not be applied: the image has no numbers that mean what they should. */
export class MasterMissing extends Error {
  override name = "MasterMissing";
}

/** A calibration frame is not corrected by a master of its own kind, nor by those that come after it. */
const mastersFor: Readonly<Record<FrameKind, readonly CalibrationKind[]>> = {
  bias: ["badPixels"],
  dark: ["bias", "badPixels"],
  flat: ["bias", "dark", "badPixels"],
  sky: calibrationKinds,
};

/** Replaces the frame's image by a calibrated one where there is something to do; the given one stays as it is. */
export const calibrateStep: Step<CalibrateSettings> = {
  countsAs: "background",
  run: (frame, { gain, mastersRequired }) => {
    const { image, exposureTimeS } = frame;
    const gains = gain === "none" ? null : gainsOf(frame, gain);
    const masters = takeMasters(frame, mastersRequired);
    if (gains === null && Object.keys(masters).length === 0) return;
    const { data, applied, leftOut } = applyMasters(image, masters, { exposureTimeS, gains });
    for (const { step, scale } of applied) frame.calibrations.push({ kind: step, scale, missing: null });
    for (const { step, why } of leftOut) leaveOut(frame, step, why, mastersRequired);
    if (gains) frame.pixelUnit = "electron";
    frame.image = { ...image, data, saturationLevel: saturationOf(image, gains) };
  },
};

/** @returns the masters that suit the frame and its size; what became of the others is put down. */
function takeMasters(frame: Frame, mastersRequired: boolean): Masters {
  const taken: [CalibrationKind, Masters[CalibrationKind]][] = [];
  const { width, height } = frame.image;
  for (const kind of calibrationKinds) {
    const master = frame.masters[kind];
    const why = frame.missingMasters[kind];
    if (!master && why === undefined) continue;
    if (!mastersFor[frame.kind].includes(kind)) {
      frame.calibrations.push({ kind, scale: null, missing: `a ${frame.kind} frame is measured without it` });
    } else if (!master) leaveOut(frame, kind, why ?? "", mastersRequired);
    else if (master.width !== width || master.height !== height) {
      const size = `it has ${master.width} × ${master.height} pixels and the image ${width} × ${height}`;
      leaveOut(frame, kind, size, mastersRequired);
    } else taken.push([kind, master]);
  }
  return Object.fromEntries(taken);
}

const titles: Readonly<Record<CalibrationKind, string>> = {
  bias: "master bias",
  dark: "master dark",
  flat: "master flat",
  badPixels: "bad-pixel mask",
};

/** @throws MasterMissing when masters are required. */
function leaveOut({ calibrations, warnings }: Frame, kind: CalibrationKind, why: string, mastersRequired: boolean) {
  if (mastersRequired) throw new MasterMissing(`The ${titles[kind]} could not be applied: ${why}.`);
  calibrations.push({ kind, scale: null, missing: why });
  warnings.push(`measured without the ${titles[kind]}: ${why}`);
}

/** All gains or none: an image of two units has none. */
function gainsOf({ image, warnings }: Frame, whose: "header" | "camera"): ScaledBox[] | null {
  const readouts = image.readouts ?? [];
  const gainOf = ({ headerGain, cameraGain }: Readout) => (whose === "header" ? headerGain : cameraGain);
  const without = readouts.filter((readout) => gainOf(readout) === null).map(({ name }) => name);
  if (readouts.length > 0 && without.length === 0) {
    return readouts.map((readout) => ({ ...readout, factor: gainOf(readout) ?? Number.NaN }));
  }
  const says = whose === "header" ? "no header says" : "the camera's data do not say";
  warnings.push(`the pixels stay in counts: ${says} the gain of ${without.join(", ") || "the image"}`);
  return null;
}

function saturationOf({ readouts = [], saturationLevel }: DetectorImage, gains: readonly ScaledBox[] | null) {
  if (gains === null) return saturationLevel;
  return lowestSaturation(
    readouts.map(({ saturationLevel: level }, at) => ({
      saturationLevel: level === null ? null : level * (gains[at]?.factor ?? Number.NaN),
    })),
  );
}
