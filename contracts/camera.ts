/** A camera as data: its detectors, header words, file names and scale. Files in `cameras/` have this shape. */
import { z } from "zod";
import { cameraLink } from "./camera-link.ts";
import { cameraChannel } from "./channel.ts";
import { cameraName } from "./identity.ts";
import { cameraLimit } from "./limits.ts";
import { placedDetector } from "./placed-detector.ts";

/** Facts that a header tells of an exposure; each lists the header words to try, in order. */
export const headerWords = z.object({
  exposureTimeS: z.array(z.string()).default(["EXPTIME", "EXPOSURE"]),
  imageType: z.array(z.string()).default(["IMGTYPE", "IMAGETYP", "OBSTYPE"]),
  band: z.array(z.string()).default(["FILTBAND", "BAND"]),
  physicalFilter: z.array(z.string()).default(["FILTER"]),
  obsStart: z.array(z.string()).default(["UT-OBS", "DATE-BEG", "DATE-OBS", "DATE"]),
  airmass: z.array(z.string()).default(["AMSTART", "AIRMASS"]),
  target: z.array(z.string()).default(["OBJECT", "TARGET"]),
  program: z.array(z.string()).default(["PROGRAM", "RUNNUM"]),
  observationReason: z.array(z.string()).default(["REASON", "TESTTYPE"]),
  raDeg: z.array(z.string()).default(["RA"]),
  decDeg: z.array(z.string()).default(["DEC"]),
  altitudeDeg: z.array(z.string()).default(["ELSTART", "TELALT", "ALTITUDE"]),
  azimuthDeg: z.array(z.string()).default(["AZSTART", "TELAZ", "AZIMUTH"]),
  pixelScaleArcsec: z.array(z.string()).default(["IM_SCALE", "PIXSCALE", "SECPIX"]),
  saturationAdu: z.array(z.string()).default(["SATURATE", "SATURAT", "MAXLIN"]),
  dayObs: z.array(z.string()).default(["DAYOBS"]),
  seqNum: z.array(z.string()).default(["SEQNUM"]),
  /** The detector's name as the camera's data spell it. */
  detector: z.array(z.string()).default(["CHIPID", "DETECTOR"]),
});
export type HeaderWords = z.infer<typeof headerWords>;

/** A number for each amplifier: by the name of its extension, or a list in the order of the raw's extensions. */
const amplifierNumbers = z.union([z.record(z.string(), z.number().positive()), z.array(z.number().positive())]);
export type AmplifierNumbers = z.infer<typeof amplifierNumbers>;

/** What the camera's data say of a detector's amplifiers, where a raw's headers are silent. */
export const amplifierFacts = z.object({
  /** e⁻/ADU. */
  ampGains: amplifierNumbers.optional(),
  /** Nominal read noise, e⁻: shown beside the measured one. */
  ampReadNoises: amplifierNumbers.optional(),
  /** Counted from where the camera's `saturationIs` says. */
  ampSaturationsAdu: amplifierNumbers.optional(),
});
export type AmplifierFacts = z.infer<typeof amplifierFacts>;

/** Where a camera's own saturation levels are counted from: counts as read, or the amplifier's bias level. */
export const saturationIs = z.enum(["raw", "above-bias"]);
export type SaturationIs = z.infer<typeof saturationIs>;

/** With what is known of its amplifiers: of use to whoever reads its pixels, and too much for a page. */
export const cameraDetector = placedDetector.extend(amplifierFacts.shape);
export type CameraDetector = z.infer<typeof cameraDetector>;

export const camera = z.object({
  name: cameraName,
  title: z.string(),
  /** Two-letter code in Rubin observation ids (`MC`, `AT`…), and other spellings of the name in events. */
  obsIdCode: z.string().length(2).nullable().default(null),
  aliases: z.array(z.string()).default([]),
  pixelScaleArcsec: z.number().positive().nullable().default(null),
  /** Saturation where neither the header nor the detector's list says it; null is unknown. */
  saturationAdu: z.number().positive().nullable().default(null),
  /** Of the camera's own levels; those in headers are counts as read, bias included. */
  saturationIs: saturationIs.default("raw"),
  /** DETSEC counts rows from the top of the detector as it stands in the focal plane: Rubin's own files do. */
  rowsRunDown: z.boolean().default(false),
  /** Header times are TAI unless TIMESYS says otherwise. */
  timeScale: z.enum(["UTC", "TAI"]).default("UTC"),
  /** The site's zone for the clock on the page, an IANA name. */
  timeZone: z.string().default("UTC"),
  /** An exposure whose images are not all there so long after its first event is late. */
  lateAfterS: z.number().positive().default(90),
  /** No image for so long during a night means that the page says so. */
  quietAfterS: z.number().positive().default(300),
  headerWords: headerWords.prefault({}),
  /** Band by the name of the physical filter, where `*` stands for anything; for headers that do not say the band. */
  filterBands: z.record(z.string(), z.string()).default({}),
  /** Where a raw lies when an event names only its identity; `{instrument} {dayObs} {obsId} {detector}` are filled in. */
  images: z
    .object({
      bucket: z.string(),
      keys: z.array(z.string()).min(1),
      /** The list of images that will come, where the camera writes one beside them. */
      expectedSensors: z.string().optional(),
    })
    .nullable()
    .default(null),
  /** Limits that this camera adds to those of the registry of metrics. */
  limits: z.array(cameraLimit).default([]),
  /** Channels that are known beforehand, in the order of their squares; any other is shown behind them. */
  channels: z.array(cameraChannel).default([]),
  /** Folders of a bucket in RubinTV's layout that hold this camera's channels. */
  channelFolders: z.array(z.string()).default([]),
  detectors: z.array(cameraDetector).min(1),
  /** Pages of other programs that show the same exposure. */
  links: z.array(cameraLink).default([]),
  /** Named sets of detectors, each a list of names where `*` stands for anything. */
  patterns: z.record(z.string(), z.array(z.string()).min(1)).default({}),
});
export type Camera = z.infer<typeof camera>;
/** A camera as it is written in a file, before defaults. */
export type CameraInput = z.input<typeof camera>;
