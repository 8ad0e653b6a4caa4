/** RubinTV's addresses: which page of ours shows what an old link meant. Pure. */
import type { Camera } from "#contracts/camera.ts";
import { channelName } from "#contracts/contributed.ts";
import { dayObs, seqNum } from "#contracts/identity.ts";

/** What an address needs to know of a camera; one that only other programs tell of has no folders. */
export type LegacyCamera = Pick<Camera, "name" | "aliases" | "channelFolders">;

/** RubinTV's names of places; here all cameras of an installation are in one list. */
const locations = new Set([
  ...["summit", "summit-usdf", "usdf", "base", "base-usdf", "tucson", "tucson-usdf", "test"],
  // Once another name of USDF, and still in old links.
  "slac",
]);

/**
 * @param url path and query of an address below `/rubintv`, as it was asked for
 * @returns path and query of our page; null for what RubinTV had no page for, or for a camera that is not known.
 */
export function legacyTarget(url: string, cameras: readonly LegacyCamera[]): string | null {
  const address = addressOf(url);
  if (address === null) return null;
  const { words, query } = address;
  const [location = "", folder, ...rest] = words;
  if (words.length === 0 || location === "guide") return words.length <= 1 ? "/" : null;
  if (location === "admin") return words.length === 1 ? "/admin" : null;
  if (location === "detectors" || location === "status") return words.length === 1 ? "/workers" : null;
  if (!locations.has(location)) return null;
  if (folder === undefined) return "/";
  if (rest.length === 0 && ["cluster-status", "detectors", "status"].includes(folder)) return "/workers";
  const camera = cameraNamed(folder, cameras);
  return camera === null ? null : pageOfCamera(camera, rest, query, cameras);
}

function pageOfCamera(
  camera: string,
  [page, ...rest]: readonly string[],
  query: URLSearchParams,
  cameras: readonly LegacyCamera[],
): string | null {
  const argument = rest[0];
  if (rest.length > 1) return null;
  switch (page) {
    case undefined:
      return nightPage(camera, query.get("date"), sequenceFilter(query.getAll("seq_filter")));
    case "historical":
      return argument === undefined ? `/${camera}` : null;
    case "date":
      if (argument === "historical") return `/${camera}`;
      return argument === undefined ? null : nightPage(camera, argument, sequenceFilter(query.getAll("seq_num")));
    case "night_report":
    case "night-report":
      return nightPage(camera, argument ?? query.get("date"), { night: "channels" });
    case "mosaic":
      return argument === undefined ? wallPage(camera, null, query) : null;
    case "current":
      return argument !== undefined && isChannel(argument) ? wallPage(camera, argument, query) : null;
    case "event":
      return argument === undefined ? eventPage(camera, query, cameras) : null;
    default:
      if (!isChannel(page)) return null;
      if (argument === "current") return wallPage(camera, page, query);
      if (argument !== undefined || !query.has("date")) return null;
      return exposurePage(camera, page, query.get("date"), query.get("seq") ?? query.get("seq_num"));
  }
}

/** Of several ways to name an event in one address the bucket's key says most, then the split form. */
function eventPage(camera: string, query: URLSearchParams, cameras: readonly LegacyCamera[]): string | null {
  const key = query.get("key");
  if (key !== null) {
    const [folder = "", date = "", channel = "", sequence = "", file, ...more] = key.split("/");
    if (file === undefined || more.length > 0) return null;
    const itsCamera = cameraNamed(folder, cameras);
    return itsCamera === null ? null : exposurePage(itsCamera, channel, date, sequence);
  }
  const channel = query.get("channel_name");
  if (channel !== null) return exposurePage(camera, channel, query.get("date_str"), query.get("seq_num"));
  const [, date, sequence] = /^(\d{8})(\d{1,6})$/.exec(query.get("visit") ?? "") ?? [];
  if (date === undefined) return null;
  const dashed = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
  return exposurePage(camera, query.get("type") ?? "", dashed, sequence ?? "");
}

function exposurePage(camera: string, channel: string, date: string | null, sequence: string | null): string | null {
  const night = nightOf(date);
  if (night === null || !isChannel(channel)) return null;
  // A file of the whole night, for example its movie.
  if (sequence === "final") return `/${camera}/${night}${search({ night: "channels", channel })}`;
  const seq = seqNum.safeParse(/^\d{1,6}$/.test(sequence ?? "") ? Number(sequence) : null);
  return seq.success ? `/${camera}/${night}/${seq.data}${search({ channel })}` : null;
}

/** @param words what the page's address says besides; null where the old address cannot be understood. */
function nightPage(camera: string, date: string | null, words: Record<string, string> | null): string | null {
  if (words === null) return null;
  if (date === null) return `/${camera}${search(words)}`;
  const night = nightOf(date);
  return night === null ? null : `/${camera}/${night}${search(words)}`;
}

function wallPage(camera: string, channel: string | null, query: URLSearchParams): string {
  return `/${camera}/current${search({
    ...(channel === null ? {} : { channels: channel }),
    ...(query.get("headerless")?.toLowerCase() === "true" ? { headerless: "true" } : {}),
  })}`;
}

/** @returns the rows as a query of the night's table: numbers, and ranges such as `3-7`; null for anything else. */
function sequenceFilter(lists: readonly string[]): Record<string, string> | null {
  const asked = lists.flatMap((list) => list.split(/[\s,]+/)).filter((part) => part !== "");
  if (asked.length === 0) return {};
  if (!asked.every((part) => /^\d{1,6}(-\d{1,6})?$/.test(part))) return null;
  const singles = asked.filter((part) => !part.includes("-")).map(Number);
  const ranges = asked
    .filter((part) => part.includes("-"))
    .map((part) => `seq between ${part.split("-").map(Number).join(" and ")}`);
  return { q: [...(singles.length > 0 ? [`seq in (${singles.join(", ")})`] : []), ...ranges].join(" or ") };
}

function cameraNamed(folder: string, cameras: readonly LegacyCamera[]): string | null {
  const low = folder.toLowerCase();
  const named =
    cameras.find(({ channelFolders }) => channelFolders.includes(folder)) ??
    cameras.find(({ name }) => name.toLowerCase() === low) ??
    cameras.find(({ aliases }) => aliases.some((alias) => alias.toLowerCase() === low));
  return named?.name ?? null;
}

/** Nights are written with dashes; older links have none. */
function nightOf(date: string | null): number | null {
  const digits = /^\d{4}-\d{2}-\d{2}$|^\d{8}$/.test(date ?? "") ? (date ?? "").replaceAll("-", "") : "";
  const month = Number(digits.slice(4, 6));
  const day = Number(digits.slice(6));
  const night = dayObs.safeParse(Number(digits));
  return night.success && month >= 1 && month <= 12 && day >= 1 && day <= 31 ? night.data : null;
}

function isChannel(text: string): boolean {
  return channelName.safeParse(text).success;
}

/** @returns path below `/rubintv` and query; null for what is no address. */
function addressOf(url: string): { words: string[]; query: URLSearchParams } | null {
  const [path = "", ...query] = url.split("#")[0]?.split("?") ?? [];
  const [empty, prefix, ...words] = path.replace(/\/+$/, "").split("/");
  if (empty !== "" || prefix !== "rubintv") return null;
  try {
    return { words: words.map(decodeURIComponent), query: new URLSearchParams(query.join("?")) };
  } catch {
    return null;
  }
}

function search(words: Record<string, string>): string {
  const text = new URLSearchParams(words).toString();
  return text === "" ? "" : `?${text}`;
}
