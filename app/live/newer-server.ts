/** A page that is older than the protocol of its server loads itself again: once, and then asks a person. Pure. */
import { pushVersion } from "#contracts/push.ts";

const reloadedFor = "firstlook.reloadedFor";

/** @returns the version of a message that this page is too old for; null for one that it understands. */
export function newerVersion(raw: unknown): number | null {
  const version: unknown = typeof raw === "object" && raw !== null ? Reflect.get(raw, "v") : null;
  return typeof version === "number" && version > pushVersion ? version : null;
}

/**
 * @param kept what outlives a reload of this tab.
 * @returns whether to reload; false when that was tried for this version and the old page came back, out of a cache.
 */
export function mayReload(version: number, kept: Pick<Storage, "getItem" | "setItem">): boolean {
  if (kept.getItem(reloadedFor) === String(version)) return false;
  kept.setItem(reloadedFor, String(version));
  return true;
}
