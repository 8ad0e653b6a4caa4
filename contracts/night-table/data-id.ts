/** Exposures as Python that finds them again, after RubinTV's copy button. */
import type { ExposureSummary } from "../exposure.ts";

type Identity = Pick<ExposureSummary, "camera" | "dayObs" | "seqNum">;

function pythonDict({ camera, dayObs, seqNum }: Identity): string {
  return `{"instrument": "${camera}", "day_obs": ${dayObs}, "seq_num": ${seqNum}}`;
}

/** @returns `dataId = {…}` for one exposure, `dataIds = [{…}, …]` for more; valid Python, no leading zeros. */
export function dataIdText(exposures: readonly Identity[]): string {
  const [only] = exposures;
  if (only && exposures.length === 1) return `dataId = ${pythonDict(only)}`;
  return `dataIds = [\n${exposures.map((exposure) => `    ${pythonDict(exposure)},\n`).join("")}]`;
}
