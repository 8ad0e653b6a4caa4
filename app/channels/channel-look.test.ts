import { expect, test } from "vitest";
import type { ChannelItem } from "#contracts/contributed.ts";
import { shownChannels } from "./channel-look.ts";
import { foreignCells } from "./foreign-cells.ts";

const item = (channel: string, file = "a.png"): ChannelItem => ({
  channel,
  file,
  mediaType: "image/png",
  producer: "pipes",
  place: { key: "k" },
  stamp: null,
  cameAtMs: 1,
  firstCameAtMs: 1,
  version: 1,
});

test("K8: channels stand in the camera's order with its words and colours; unknown ones follow and are named all the same", () => {
  const known = [
    { name: "mount", title: "Mount torques", color: "#58b4e7", isNightly: false },
    { name: "imexam", title: "Image Analysis", color: "#e7587b", isNightly: false },
  ];
  const shown = shownChannels(known, [item("zebra"), item("imexam", "b.png"), item("imexam"), item("mount")]);
  expect(shown.map(({ title, color, items }) => [title, color, items.map(({ file }) => file)])).toEqual([
    ["Mount torques", "#58b4e7", ["a.png"]],
    ["Image Analysis", "#e7587b", ["a.png", "b.png"]],
    ["Zebra", "#9aa4b2", ["a.png"]],
  ]);
});

test("K9: values keep small numbers, say what is missing, and open tables; marks are not columns", () => {
  const cells = foreignCells({
    "PSF e1": 0.00123456789,
    Airmass: null,
    "_PSF e1": "bad",
    _Airmass: "r_color",
    "@mount": "✓",
    "Can see the sky?": true,
    "ISR config": { DISPLAY_VALUE: "open", doFlat: false, nested: { a: 1 } },
  });
  expect(cells).toEqual([
    { column: "Airmass", text: "–", judgement: null, rows: null },
    { column: "Can see the sky?", text: "True", judgement: null, rows: null },
    {
      column: "ISR config",
      text: "open",
      judgement: null,
      rows: [
        ["doFlat", "False"],
        ["nested", '{"a":1}'],
      ],
    },
    { column: "PSF e1", text: "0.00123457", judgement: "bad", rows: null },
  ]);
});
