/** Named views of the table: those that come with it, and those that a person keeps in this browser. */
import { z } from "zod";

export interface Preset {
  name: string;
  /** Words of the address; a word that is missing is taken out. */
  words: Partial<Record<PresetWord, string>>;
}

/** The words that a preset says; filters by band, state and type belong to the moment. */
export const presetWords = ["cols", "sort", "group", "q"] as const;
export type PresetWord = (typeof presetWords)[number];

const always = "seq,time,band,exp,type";

export const givenPresets: readonly Preset[] = [
  { name: "Overview", words: {} },
  {
    name: "Seeing",
    words: {
      cols: `${always},airmass,psf_fwhm,psf_fwhm_min,psf_fwhm_max,psf_fwhm_spread,psf_fwhm_px,star_e_median,psf_e1,psf_e2,ee50,ee80,n_psf_star,limits`,
    },
  },
  {
    name: "Sky",
    words: {
      cols: `${always},airmass,sky_bg,sky_bg_min,sky_bg_max,sky_noise,sky_gradient,postisr_pixel_median,n_sources_5,n_saturated,limits`,
    },
  },
  {
    name: "Amplifiers",
    words: {
      cols: `${always},overscan_median,overscan_std,read_noise,read_noise_max,frame_mean,frame_rms,frame_structure,frame_gradient,limits`,
    },
  },
  {
    name: "Pointing",
    words: { cols: `${always},target,program,reason,ra,dec,altitude,azimuth,airmass,physical_filter` },
  },
  {
    name: "Progress",
    words: { cols: "seq,state,channels,time,done,expected,failed,latency,remark,exposure_id,obs_id" },
  },
];

/** Where a browser keeps them. */
export const storageKey = "firstlook.presets.v1";
export const presetName = z.string().trim().min(1).max(40);
const stored = z.array(
  z.object({ name: presetName, words: z.partialRecord(z.enum(presetWords), z.string().max(8000)) }),
);

/** @returns the presets of a text from the browser's storage; none for a text that is not one of ours. */
export function readPresets(text: string | null): Preset[] {
  if (text === null) return [];
  try {
    const parsed = stored.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

/** @returns the presets that are kept in this browser. */
export function keptPresets(): Preset[] {
  try {
    return readPresets(localStorage.getItem(storageKey));
  } catch {
    return [];
  }
}

/** @returns the preset that an address shows: its columns, order and groups, and its query where the preset has one. */
export function presetShown(presets: readonly Preset[], get: (name: string) => string | null): Preset | null {
  const same = (word: PresetWord, words: Preset["words"]): boolean => (words[word] ?? null) === get(word);
  return (
    presets.find(
      ({ words }) =>
        same("cols", words) &&
        same("sort", words) &&
        same("group", words) &&
        (words.q === undefined || same("q", words)),
    ) ?? null
  );
}
