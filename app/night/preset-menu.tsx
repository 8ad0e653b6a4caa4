/** Chooses a named view of the table; the list of them is loaded when it is opened. */
"use client";
import { useEffect, useState } from "react";
import { Popover } from "#app/chrome/popover.tsx";
import { later } from "#app/state/later.tsx";
import type { UrlState } from "#app/state/use-url-state.ts";
import { givenPresets, keptPresets, type Preset, presetShown } from "./presets.ts";

const PresetList = later(() => import("./preset-list.tsx").then((file) => file.PresetList));

export function PresetMenu({ url }: { url: UrlState }) {
  const [kept, setKept] = useState<Preset[]>([]);
  useEffect(() => setKept(keptPresets()), []);
  const all = [...givenPresets, ...kept];
  const shown = presetShown(all, url.get);
  return (
    <Popover
      name={`View: ${shown?.name ?? "own"}, of the table`}
      buttonClass="control min-h-8 text-small"
      label={
        <>
          View: {shown?.name ?? "own"}{" "}
          <span aria-hidden="true" className="text-quiet">
            ▾
          </span>
        </>
      }
    >
      {(close) => <PresetList all={all} kept={kept} shown={shown} onKept={setKept} url={url} close={close} />}
    </Popover>
  );
}
