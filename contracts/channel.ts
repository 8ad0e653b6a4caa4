/** Channels: the named pictures, plots and movies of an exposure, each with the colour by which observers know it. */
import { z } from "zod";

const color = z.string().regex(/^#[0-9a-fA-F]{6}$/, "is not #rrggbb");

/** A channel of a camera; names and colours after RubinTV where it has the same channel. */
export const cameraChannel = z.strictObject({
  /** snake_case, as in RubinTV's folders. */
  name: z.string().regex(/^[a-z][a-z0-9_-]*$/, "is not a channel's name"),
  title: z.string().min(1),
  color,
  /** Of the whole night instead of one exposure. */
  isNightly: z.boolean().default(false),
});
export type CameraChannel = z.infer<typeof cameraChannel>;

/** That an exposure has something in a channel, and where. */
export const exposureChannel = z.object({
  name: z.string(),
  /** Key of the picture that stands for it, below `/api/objects/`; null where there is none to show. */
  key: z.string().nullable(),
});
export type ExposureChannel = z.infer<typeof exposureChannel>;

/** A channel that no camera describes is grey; the preview of a detector, which is made here, is known everywhere. */
const unknownColor = "#9aa4b2";

/** What tasks that come with Firstlook draw, whatever the camera. */
const ownChannels: readonly CameraChannel[] = [
  { name: "preview", title: "Preview", color: "#64ced9", isNightly: false },
  { name: "fwhm-map", title: "FWHM over the detector", color: "#b39ddb", isNightly: false },
  { name: "ellipticity-map", title: "Ellipticity over the detector", color: "#e7a977", isNightly: false },
  { name: "profile", title: "Radial profile", color: "#9ccc65", isNightly: false },
  { name: "histogram", title: "Histogram", color: "#7b93e0", isNightly: false },
];
const ownColors = new Map([["preview", "#64ced9"]]);

/** @returns the channel as its camera describes it, or one in grey under its own name. */
export function channelOf(channels: readonly CameraChannel[], name: string): CameraChannel {
  const known = [...channels, ...ownChannels].find((channel) => channel.name === name);
  if (known) return known;
  return {
    name,
    title: name.replaceAll(/[_-]/g, " ").replace(/^./, (first) => first.toUpperCase()),
    color: ownColors.get(name) ?? unknownColor,
    isNightly: false,
  };
}

/** @returns the channels that some exposures have: the camera's first in their order, then our own, then others by name. */
export function channelsOf(
  channels: readonly CameraChannel[],
  exposures: readonly { channels: readonly ExposureChannel[] }[],
): CameraChannel[] {
  const seen = new Set<string>();
  for (const exposure of exposures) for (const { name } of exposure.channels) seen.add(name);
  const own = ownChannels.filter(({ name }) => !channels.some((channel) => channel.name === name));
  const known = [...channels, ...own].filter(({ name }) => seen.has(name));
  for (const { name } of known) seen.delete(name);
  return [...known, ...[...seen].sort().map((name) => channelOf(channels, name))];
}
