/** The named views of the table: to choose, to keep the present one under a name, to forget one, to copy a link. */
"use client";
import { useState } from "react";
import type { UrlState } from "#app/state/use-url-state.ts";
import { announce } from "#app/table/announce.ts";
import { copyText } from "#app/table/copy-text.ts";
import { changesFor, keepPresets, withPreset, wordsNow } from "./edit-presets.ts";
import { keptPresets, type Preset } from "./presets.ts";

export interface PresetListProps {
  all: readonly Preset[];
  kept: readonly Preset[];
  shown: Preset | null;
  onKept: (presets: Preset[]) => void;
  url: UrlState;
  close: () => void;
}

export function PresetList({ all, kept, shown, onKept, url, close }: PresetListProps) {
  const [name, setName] = useState("");
  function keep(next: Preset[]): void {
    keepPresets(next);
    onKept(next);
  }
  function save(): void {
    if (name.trim() === "") return;
    keep(withPreset(keptPresets(), { name, words: wordsNow(url.get) }));
    announce(`View “${name.trim()}” is kept in this browser`);
    setName("");
  }
  return (
    <div className="w-64 p-1 text-small">
      <ul>
        {all.map((preset) => (
          <li key={preset.name} className="flex items-center">
            <button
              type="button"
              aria-pressed={preset === shown}
              className="min-w-0 flex-1 truncate rounded px-2 py-1.5 text-left hover:bg-raised aria-pressed:text-bright"
              onClick={() => {
                url.set(changesFor(preset));
                close();
              }}
            >
              {preset === shown ? "● " : ""}
              {preset.name}
            </button>
            {kept.includes(preset) && (
              <button
                type="button"
                aria-label={`Forget the view ${preset.name}`}
                className="grid size-7 place-items-center rounded text-quiet hover:bg-raised"
                onClick={() => keep(kept.filter((each) => each !== preset))}
              >
                ✕
              </button>
            )}
          </li>
        ))}
      </ul>
      <form
        className="mt-2 flex gap-1 border-t border-line pt-2"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <input
          value={name}
          maxLength={40}
          placeholder="name of this view"
          aria-label="Name under which to keep this view"
          className="h-8 min-w-0 flex-1 rounded border border-line bg-transparent px-2"
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" className="control min-h-8" disabled={name.trim() === ""}>
          keep
        </button>
      </form>
      <button
        type="button"
        className="mt-1 w-full rounded px-2 py-1.5 text-left hover:bg-raised"
        onClick={async () => {
          announce(
            (await copyText(window.location.href)) ? "Link to this view copied" : "The browser does not let copy",
          );
          close();
        }}
      >
        copy a link to this view
      </button>
    </div>
  );
}
