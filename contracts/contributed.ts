/** What other programs have added to an exposure or a night: pictures, movies, texts and values, by channel. */
import { z } from "zod";

/** A channel as its producer writes it, for example `focal_plane_mosaic`. Safe in URLs, keys and file names. */
export const channelName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/);
/** A program's name for itself, for example `rubintv_production`. */
export const producerName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/);
/** A file's own name, without folders. */
export const fileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.+-]{0,199}$/);
/** A column's name as its producer writes it; RubinTV's hold blanks and brackets. */
export const columnName = z.string().trim().min(1).max(120);

/** What a page can show of a channel; the media type says how. */
export const shownMediaTypes = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  gif: "image/gif",
  svg: "image/svg+xml",
  mp4: "video/mp4",
  webm: "video/webm",
  txt: "text/plain",
  md: "text/plain",
  json: "application/json",
} as const;
export const shownMediaType = z.enum(shownMediaTypes);
export type ShownMediaType = z.infer<typeof shownMediaType>;

/** A value of another program: a number, a word, or a small table of names and values. */
export const foreignValue = z.union([
  z.number(),
  z.string().max(4000),
  z.boolean(),
  z.null(),
  z.record(z.string().max(200), z.json()),
  z.array(z.json()).max(1000),
]);
export type ForeignValue = z.infer<typeof foreignValue>;

/** Names and values, as a row of a night's table or a JSON file of a channel. */
export const foreignTable = z.record(columnName, foreignValue);

/** A picture, movie or text in a channel. `place` is where its bytes are: an object's key, or a URI that can be read. */
export const channelItem = z.object({
  channel: channelName,
  file: fileName,
  mediaType: shownMediaType,
  producer: producerName,
  place: z.union([z.object({ key: z.string() }), z.object({ uri: z.string().max(2048) })]),
  /** What changes when the bytes behind the place do (an ETag, or size and time); null is unknown. */
  stamp: z.string().max(200).nullable(),
  /** When this version came, UTC milliseconds; a corrected file is a new version of the same name. */
  cameAtMs: z.number(),
  firstCameAtMs: z.number(),
  version: z.number().int().min(1),
});
export type ChannelItem = z.infer<typeof channelItem>;

/** What others have added to one exposure. */
export const contributed = z.object({
  items: z.array(channelItem).default([]),
  values: foreignTable.default({}),
});
export type Contributed = z.infer<typeof contributed>;

/** A night's own items, for example the movie of the whole day. */
export const nightChannelsAnswer = z.object({ items: z.array(channelItem) });

/** @returns where a page reads an item's bytes. */
export function channelItemUrl(
  of: { camera: string; dayObs: number; seqNum: number | null },
  { channel, file, version }: ChannelItem,
): string {
  return `/api/cameras/${of.camera}/nights/${of.dayObs}/channels/${channel}/${of.seqNum ?? "night"}/${file}?v=${version}`;
}
