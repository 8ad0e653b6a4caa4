/** The words of a selection on the command line: a night, a part of it, or exposures by name. Pure. */
import { exposureIdOf } from "#contracts/identity.ts";
import type { RunSelection } from "#contracts/run.ts";

/** What narrows a night. */
export interface NightChoice {
  imageType?: string | undefined;
  band?: string | undefined;
}

/**
 * @param text `20260901` a night · `20260901/12-20` a part of it · `20260901/12` or an exposure id, several by commas.
 * @throws RangeError that says what can be written.
 */
export function parseSelection(text: string, { imageType, band }: NightChoice = {}): RunSelection {
  const night = /^(\d{8})(?:\/(\d+)-(\d+))?$/.exec(text);
  if (night) {
    const [, dayObs, from, to] = night;
    return {
      dayObs: Number(dayObs),
      ...(from !== undefined && { fromSeqNum: Number(from) }),
      ...(to !== undefined && { toSeqNum: Number(to) }),
      ...(imageType !== undefined && { imageType }),
      ...(band !== undefined && { band }),
    };
  }
  if (imageType !== undefined || band !== undefined) {
    throw new RangeError("--image-type and --band choose among the exposures of a night, for example 20260901.");
  }
  return { exposures: text.split(",").map(exposureOf) };
}

function exposureOf(text: string): number {
  const [, dayObs, seqNum] = /^(\d{8})\/(\d{1,5})$/.exec(text.trim()) ?? [];
  if (dayObs !== undefined) return exposureIdOf(Number(dayObs), Number(seqNum));
  if (/^\d{13,16}$/.test(text.trim())) return Number(text);
  throw new RangeError(
    `"${text}" is no selection. Write a night (20260901), a part of it (20260901/12-20), ` +
      "or exposures by commas (20260901/12,2026090100013).",
  );
}
