/** Which channels an exposure or a night has, in the camera's order, with their words and colours. Pure. */
import { type CameraChannel, channelOf } from "#contracts/channel.ts";
import type { ChannelItem } from "#contracts/contributed.ts";

export interface ShownChannel {
  name: string;
  title: string;
  /** `#rrggbb`. */
  color: string;
  items: readonly ChannelItem[];
}

/** @returns the channels that have something, those that the camera knows first. */
export function shownChannels(known: readonly CameraChannel[], items: readonly ChannelItem[]): ShownChannel[] {
  const byChannel = Map.groupBy(items, ({ channel }) => channel);
  const order = new Map(known.map(({ name }, index) => [name, index]));
  const place = (name: string): number => order.get(name) ?? known.length;
  return [...byChannel]
    .sort(([left], [right]) => place(left) - place(right) || left.localeCompare(right))
    .map(([name, its]) => {
      const { title, color } = channelOf(known, name);
      const sorted = [...its].sort((left, right) => left.file.localeCompare(right.file));
      return { name, title, color, items: sorted };
    });
}
