/** What a wall shows of other programs' channels: of each the newest there is, and whose it is. Pure. */
import { type CameraChannel, channelOf } from "#contracts/channel.ts";
import { type ChannelItem, channelName } from "#contracts/contributed.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";

export interface WallChannel {
  name: string;
  title: string;
  /** `#rrggbb`. */
  color: string;
  /** Null while nothing came in this channel. `seqNum` null is the whole night. */
  newest: { item: ChannelItem; seqNum: number | null } | null;
  /** Exposures since then that have nothing in this channel. */
  behind: number;
}

/** @returns the channels that the address asks for, each once; words that are no channel's name are left out. */
export function askedChannels(words: string | null): string[] {
  const names = (words ?? "").split(",").map((word) => word.trim());
  return [...new Set(names)].filter((name) => channelName.safeParse(name).success);
}

/** @param nightItems what the night as a whole has; shown where no exposure has anything in the channel. */
export function wallChannels(
  asked: readonly string[],
  known: readonly CameraChannel[],
  exposures: readonly ExposureSummary[],
  nightItems: readonly ChannelItem[],
): WallChannel[] {
  return asked.map((name) => {
    const { title, color } = channelOf(known, name);
    const at = exposures.findIndex(({ contributed }) => contributed.items.some(({ channel }) => channel === name));
    const exposure = exposures[at];
    const item = newestOf(exposure?.contributed.items ?? [], name);
    if (exposure && item) return { name, title, color, newest: { item, seqNum: exposure.seqNum }, behind: at };
    const ofNight = newestOf(nightItems, name);
    return { name, title, color, newest: ofNight && { item: ofNight, seqNum: null }, behind: 0 };
  });
}

/** @returns every channel that can be chosen: the camera's in their order, then what others of the night have. */
export function choosableChannels(
  known: readonly CameraChannel[],
  exposures: readonly ExposureSummary[],
): CameraChannel[] {
  const seen = exposures.flatMap(({ contributed }) => contributed.items.map(({ channel }) => channel));
  const others = [...new Set(seen)].filter((name) => !known.some((each) => each.name === name)).sort();
  return [...known, ...others.map((name) => channelOf(known, name))];
}

function newestOf(items: readonly ChannelItem[], name: string): ChannelItem | null {
  const its = items.filter(({ channel }) => channel === name);
  return its.reduce<ChannelItem | null>(
    (newest, item) => (newest === null || item.cameAtMs >= newest.cameAtMs ? item : newest),
    null,
  );
}
