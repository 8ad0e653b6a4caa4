/** Columns that an exposure's identity, header and progress give. */
import type { ExposureSummary } from "../exposure.ts";
import type { HeaderFacts } from "../result-facts.ts";
import { latencyMs, obsStartMs } from "./exposure-facts.ts";
import type { CellValue, ColumnTopic, NightColumn } from "./night-column.ts";

type Parts = Pick<NightColumn, "key" | "label" | "definition" | "value"> & Partial<NightColumn>;

function fact(topic: ColumnTopic, parts: Parts): NightColumn {
  return { aliases: [], type: "text", unit: "", level: "exposure", digits: null, topic, ...parts };
}

const number = (unit: string, digits: number): Pick<NightColumn, "type" | "unit" | "digits"> => {
  return { type: "number", unit, digits };
};
const header =
  (read: (facts: HeaderFacts) => CellValue) =>
  (exposure: ExposureSummary): CellValue =>
    exposure.header === null ? null : read(exposure.header);
const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1000);

export const factColumns: readonly NightColumn[] = [
  fact("identity", {
    ...number("", 0),
    key: "seq",
    label: "Seq",
    aliases: ["seqnum", "seq_num"],
    definition: "Number within the night, from 1.",
    value: (exposure) => exposure.seqNum,
  }),
  fact("identity", {
    ...number("", 0),
    key: "exposure_id",
    label: "Exposure id",
    aliases: ["id", "visit"],
    definition: "dayObs × 100000 + sequence number.",
    value: (exposure) => exposure.exposureId,
  }),
  fact("identity", {
    key: "obs_id",
    label: "Observation id",
    aliases: ["obsid"],
    definition: "The observatory's own name of the exposure.",
    value: (exposure) => exposure.obsId,
  }),
  fact("progress", {
    key: "state",
    label: "State",
    definition: "pending, partial, complete, late or failed: what is known of the exposure.",
    value: (exposure) => exposure.state,
  }),
  fact("observation", {
    type: "time",
    key: "time",
    label: "Time",
    unit: "UTC",
    aliases: ["obs_start", "start"],
    definition: "Start of the exposure.",
    value: obsStartMs,
  }),
  fact("observation", {
    key: "band",
    label: "Band",
    definition: "Band, with its symbol in the plots.",
    value: header(({ band }) => band),
  }),
  fact("observation", {
    key: "physical_filter",
    label: "Filter",
    aliases: ["filter"],
    definition: "The filter in the beam, by its own name.",
    value: header(({ physicalFilter }) => physicalFilter),
  }),
  fact("observation", {
    ...number("s", 1),
    key: "exp",
    label: "Exp",
    aliases: ["exp_time", "exptime", "exposure_time"],
    definition: "Exposure time.",
    value: header(({ exposureTimeS }) => exposureTimeS),
  }),
  fact("observation", {
    key: "type",
    label: "Type",
    aliases: ["img_type", "image_type", "imgtype"],
    definition: "Type of image: science, bias, dark, flat…",
    value: header(({ imageType }) => imageType),
  }),
  fact("observation", {
    key: "target",
    label: "Target",
    aliases: ["target_name", "object"],
    definition: "Target or field.",
    value: header(({ target }) => target),
  }),
  fact("observation", {
    key: "program",
    label: "Program",
    aliases: ["science_program"],
    definition: "Science program or block.",
    value: header(({ program }) => program),
  }),
  fact("observation", {
    key: "reason",
    label: "Reason",
    aliases: ["observation_reason"],
    definition: "Why the exposure was taken.",
    value: header(({ observationReason }) => observationReason),
  }),
  fact("pointing", {
    ...number("", 2),
    key: "airmass",
    label: "Airmass",
    definition: "Airmass at the start.",
    value: header(({ airmass }) => airmass),
  }),
  fact("pointing", {
    ...number("deg", 4),
    key: "ra",
    label: "RA",
    aliases: ["s_ra"],
    definition: "Right ascension of the boresight, from the header.",
    value: header(({ raDeg }) => raDeg),
  }),
  fact("pointing", {
    ...number("deg", 4),
    key: "dec",
    label: "Dec",
    aliases: ["s_dec"],
    definition: "Declination of the boresight, from the header.",
    value: header(({ decDeg }) => decDeg),
  }),
  fact("pointing", {
    ...number("deg", 2),
    key: "altitude",
    label: "Alt",
    aliases: ["alt", "el", "elevation"],
    definition: "Altitude at the start.",
    value: header(({ altitudeDeg }) => altitudeDeg),
  }),
  fact("pointing", {
    ...number("deg", 2),
    key: "azimuth",
    label: "Az",
    aliases: ["az"],
    definition: "Azimuth at the start.",
    value: header(({ azimuthDeg }) => azimuthDeg),
  }),
  fact("progress", {
    ...number("", 0),
    key: "done",
    label: "Done",
    definition: "Detectors with numbers, of those that are expected.",
    value: (exposure) => exposure.done,
  }),
  fact("progress", {
    ...number("", 0),
    key: "expected",
    label: "Expected",
    definition: "Detectors that are expected.",
    value: (exposure) => exposure.expected,
  }),
  fact("progress", {
    ...number("", 0),
    key: "failed",
    label: "Failed",
    definition: "Detectors that failed.",
    value: (exposure) => exposure.failed,
  }),
  fact("progress", {
    ...number("s", 1),
    key: "latency",
    label: "Latency",
    definition: "From the first event to the last result that is shown.",
    value: (exposure) => seconds(latencyMs(exposure)),
  }),
  fact("progress", {
    key: "channels",
    label: "Channels",
    definition: "Pictures, plots and movies that the exposure has, each a square in its own colour.",
    value: ({ channels }) => (channels.length === 0 ? null : channels.map(({ name }) => name).join(" ")),
  }),
  fact("progress", {
    key: "remark",
    label: "Remark",
    aliases: ["error", "failure"],
    definition: "The first failure.",
    value: (exposure) => exposure.error?.message ?? null,
  }),
];
