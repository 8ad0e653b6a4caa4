/** Tells of changes in a folder: at once where the system reports them, and else within a few seconds. */
import { type FSWatcher, watch } from "node:fs";

export interface WatchOptions {
  /** Editors write a file in several steps: so long it has to be quiet. */
  quietMs?: number;
  /** Mounts that swap links, and network disks, report nothing: so often it is looked anyway. */
  everyMs?: number;
}

/**
 * @param onChange may be called without a change; never while it runs.
 * @returns what ends it.
 */
export function watchFolder(
  dir: string,
  onChange: () => Promise<void>,
  { quietMs = 200, everyMs = 5000 }: WatchOptions = {},
): () => void {
  let quiet: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let isAsked = false;
  const look = (): void => {
    if (running) {
      isAsked = true;
      return;
    }
    running = onChange().finally(() => {
      running = null;
      if (isAsked) {
        isAsked = false;
        look();
      }
    });
  };
  let watcher: FSWatcher | null = null;
  try {
    watcher = watch(dir, { recursive: true }, () => {
      clearTimeout(quiet);
      quiet = setTimeout(look, quietMs);
    });
    // A folder that goes away is seen by looking.
    watcher.on("error", () => undefined);
  } catch {
    // No watches left on this machine: looking has to do.
  }
  const timer = setInterval(look, everyMs);
  return () => {
    clearTimeout(quiet);
    clearInterval(timer);
    watcher?.close();
  };
}
