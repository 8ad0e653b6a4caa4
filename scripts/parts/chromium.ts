/** Where Chromium is, and how to start it without a display on a machine that may have no network. */
import { findPart } from "../setup/find-part.ts";

/** Without the network words Chromium asks its maker's hosts at every start. */
export const chromiumArgs: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @returns the path of Chromium's program. @throws Error when there is none. */
export function chromiumPath(): string {
  const path = findPart("chromium");
  if (path === null) {
    throw new Error("no chromium on PATH or in .firstlook/parts: run `node scripts/launch.mjs setup chromium` first");
  }
  return path;
}
