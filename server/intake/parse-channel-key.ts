/** Keys of a bucket in RubinTV's layout (`camera/YYYY-MM-DD/channel/seq/file`): to what they add to a night. Pure. */
import type { Camera } from "#contracts/camera.ts";
import { channelName, fileName } from "#contracts/contributed.ts";
import { type Contribution, mediaTypeOf } from "#contracts/contribution.ts";
import { cameraName, dayObs, seqNum } from "#contracts/identity.ts";

/** The program that writes the layout; shown as the producer of what is found in it. */
export const layoutProducer = "rubintv_production";

/** What a key stands for: a file of a channel, or the night's table of values, whose content has to be read. */
export type ChannelKey =
  | { kind: "file"; contribution: Contribution & { file: object } }
  | { kind: "table"; camera: string; dayObs: number; uri: string }
  | { kind: "ignore"; reason: string };

/** Whether a key lies in RubinTV's layout at all, so that it is not taken for an image's. */
export function isChannelKey(key: string): boolean {
  return /^[^/]+\/\d{4}-\d{2}-\d{2}\//.test(key);
}

/**
 * @param key decoded, below the bucket
 * @param uri where the object can be read
 * @param stamp what changes when its bytes do; null is unknown
 */
export function parseChannelKey(
  key: string,
  { uri, stamp }: { uri: string; stamp: string | null },
  cameras: readonly Camera[],
): ChannelKey {
  const ignore = (reason: string): ChannelKey => ({ kind: "ignore", reason });
  const [folder = "", date = "", ...rest] = key.split("/");
  const camera = cameras.find(({ channelFolders }) => channelFolders.includes(folder))?.name ?? folder;
  if (!cameraName.safeParse(camera).success) return ignore(`"${folder}" is not a camera's name`);
  const day = dayObs.safeParse(/^\d{4}-\d{2}-\d{2}$/.test(date) ? Number(date.replaceAll("-", "")) : null);
  if (!day.success) return ignore(`"${date}" is not a night as YYYY-MM-DD`);
  if (rest.length === 1 && rest[0] === "metadata.json") return { kind: "table", camera, dayObs: day.data, uri };
  const of = { type: "contribution", v: 1, camera, dayObs: day.data, producer: layoutProducer } as const;
  if (rest[0] === "night_report") return nightReport(rest, { uri, stamp }, of);
  const [channel = "", seqText = "", file = ""] = rest;
  if (rest.length !== 3) return ignore(`"${key}" is not camera/night/channel/sequence/file`);
  const seq = seqText === "final" ? null : seqNum.safeParse(/^\d{1,6}$/.test(seqText) ? Number(seqText) : null).data;
  if (seq === undefined) return ignore(`"${seqText}" is neither a sequence number nor "final"`);
  if (!channelName.safeParse(channel).success) return ignore(`"${channel}" is not a channel's name`);
  if (!fileName.safeParse(file).success) return ignore(`"${file}" is not a file's name`);
  if (mediaTypeOf(file) === null) return ignore(`pages cannot show a file like "${file}"`);
  return { kind: "file", contribution: { ...of, seqNum: seq, file: { channel, name: file, uri, stamp } } };
}

/** A night report's plots lie in groups; each group is a channel of the night. */
function nightReport(
  [, group = "", file = ""]: readonly string[],
  place: { uri: string; stamp: string | null },
  of: Pick<Contribution, "type" | "v" | "camera" | "dayObs" | "producer">,
): ChannelKey {
  const channel = `night_report-${file === "" ? "texts" : group.replace(/[^A-Za-z0-9_-]+/g, "_")}`;
  const name = file === "" ? group : file;
  if (!channelName.safeParse(channel).success || !fileName.safeParse(name).success || mediaTypeOf(name) === null) {
    return { kind: "ignore", reason: `pages cannot show "${name}" of the night report` };
  }
  return { kind: "file", contribution: { ...of, seqNum: null, file: { channel, name, ...place } } };
}
