/** What the list of views does with them: keeps one, forgets one, shows one. */
import { type Preset, type PresetWord, presetName, presetWords, storageKey } from "./presets.ts";

/** @returns the presets with one more; it takes the place of one with its name. */
export function withPreset(presets: readonly Preset[], preset: Preset): Preset[] {
  const name = presetName.parse(preset.name);
  return [...presets.filter((each) => each.name !== name), { ...preset, name }];
}

/** Keeps presets in this browser; a browser that keeps nothing forgets them. */
export function keepPresets(presets: readonly Preset[]): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(presets));
  } catch {
    // Private windows may refuse; the view is still in the address.
  }
}

/** @returns the words of an address that a preset would keep. */
export function wordsNow(get: (name: string) => string | null): Preset["words"] {
  return Object.fromEntries(presetWords.flatMap((word) => (get(word) ? [[word, get(word)]] : [])));
}

/** @returns the changes that make an address show a preset. */
export function changesFor({ words }: Preset): Record<PresetWord, string | null> {
  return { cols: words.cols ?? null, sort: words.sort ?? null, group: words.group ?? null, q: words.q ?? null };
}
