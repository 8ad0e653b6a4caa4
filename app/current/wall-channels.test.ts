/** V2: channels on a wall. */
import { expect, test } from "vitest";
import type { ChannelItem } from "#contracts/contributed.ts";
import { sampleExposure } from "../../fixtures/sample-exposure.ts";
import { askedChannels, choosableChannels, wallChannels } from "./wall-channels.ts";

const item = (channel: string, file: string, cameAtMs: number): ChannelItem => ({
  ...{ channel, file, cameAtMs, firstCameAtMs: cameAtMs, mediaType: "image/png", producer: "pipes" },
  ...{ place: { key: file }, stamp: null, version: 1 },
});
const known = [{ name: "mount", title: "Mount torques", color: "#58b4e7", isNightly: false }];
const night = [
  sampleExposure(3, {}),
  sampleExposure(2, { contributed: { items: [item("mount", "a.png", 5), item("mount", "b.png", 9)], values: {} } }),
  sampleExposure(1, { contributed: { items: [item("mount", "c.png", 1), item("extra", "d.png", 1)], values: {} } }),
];

test("V2: each channel shows its newest file, whose it is and how far it is behind", () => {
  expect(wallChannels(["mount", "extra", "none"], known, night, [])).toMatchObject([
    { title: "Mount torques", newest: { item: { file: "b.png" }, seqNum: 2 }, behind: 1 },
    { title: "Extra", newest: { item: { file: "d.png" }, seqNum: 1 }, behind: 2 },
    { title: "None", newest: null, behind: 0 },
  ]);
  expect(wallChannels(["day_movie"], known, night, [item("day_movie", "m.mp4", 1)])[0]?.newest).toMatchObject({
    seqNum: null,
  });
});

test("V2: the address names channels, and what is no name is left out", () => {
  expect(askedChannels("mount, extra,mount,../x,")).toEqual(["mount", "extra"]);
  expect(askedChannels(null)).toEqual([]);
  expect(choosableChannels(known, night).map(({ name }) => name)).toEqual(["mount", "extra"]);
});
