/** Short notes of what was just done ("3 dataIds copied"), shown once and read out. */
import { useSyncExternalStore } from "react";

const showMs = 2_500;
let note = "";
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function tell(text: string): void {
  note = text;
  for (const listener of listeners) listener();
}

/** Shows a note for a moment. */
export function announce(text: string): void {
  clearTimeout(timer);
  tell(text);
  timer = setTimeout(() => tell(""), showMs);
}

/** @returns the note of the moment; empty for none. */
export function useNote(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => note,
    () => "",
  );
}
