/** Debian's package tool: for the whole machine as root, or with a state of its own for anyone. */
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ownDir } from "./places.ts";
import type { Progress } from "./progress.ts";
import { type CommandOutcome, runCommand } from "./run-command.ts";

const privateDir = join(ownDir, "apt");
let updated = false;

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Whether this machine has Debian's package tools at all. */
export function hasApt(): boolean {
  return existsSync("/usr/bin/apt-get") && existsSync("/usr/bin/dpkg-deb");
}

/** Without root, apt keeps its lists and archives in Firstlook's own folder and reads only what is installed. */
function stateOptions(): string[] {
  if (isRoot()) return ["-o", "DPkg::Lock::Timeout=300"];
  for (const folder of ["state/lists/partial", "cache/archives/partial", "log"]) {
    mkdirSync(join(privateDir, folder), { recursive: true });
  }
  const set = (key: string, value: string): string[] => ["-o", `${key}=${value}`];
  return [
    ...set("Dir::State", join(privateDir, "state")),
    ...set("Dir::State::status", "/var/lib/dpkg/status"),
    ...set("Dir::Cache", join(privateDir, "cache")),
    ...set("Dir::Log", join(privateDir, "log")),
    ...set("Debug::NoLocking", "true"),
  ];
}

/**
 * @returns how far apt says that it is, from a line of its status file descriptor
 * (`dlstatus:1:23.5:Retrieving file` or `pmstatus:redis:40.0:Unpacking`), or null for other lines.
 */
export function readStatus(line: string): { doing: "downloading" | "installing"; percent: number } | null {
  const match = /^(dlstatus|pmstatus):[^:]*(?::\w+)?:([\d.]+):/.exec(line);
  if (match === null) return null;
  return { doing: match[1] === "dlstatus" ? "downloading" : "installing", percent: Number(match[2]) };
}

function aptGet(args: readonly string[], label: string, progress: Progress): Promise<CommandOutcome> {
  return runCommand("apt-get", [...stateOptions(), "-o", "APT::Status-Fd=3", ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" },
    onStatus: (line) => {
      const status = readStatus(line);
      if (status !== null) progress.step(`${label}: ${status.doing}`, status.percent);
    },
  });
}

/** Brings the package lists up to date, once a run. */
export async function updateLists(progress: Progress): Promise<CommandOutcome> {
  if (updated) return { code: 0, tail: [] };
  progress.step("package lists: updating", null);
  const outcome = await aptGet(["update"], "package lists", progress);
  updated = outcome.code === 0;
  return outcome;
}

/** @returns whether the lists know all of these packages in a version that can be installed. */
export async function areKnown(packages: readonly string[]): Promise<boolean> {
  const outcome = await runCommand("apt-cache", [...stateOptions(), "policy", ...packages], {
    env: { ...process.env, LC_ALL: "C" },
  });
  const candidates = outcome.tail.filter((line) => line.trim().startsWith("Candidate:"));
  return candidates.length === packages.length && candidates.every((line) => !line.includes("(none)"));
}

/** Installs for the whole machine; needs root. */
export function install(packages: readonly string[], label: string, progress: Progress): Promise<CommandOutcome> {
  return aptGet(["install", "-y", "--no-install-recommends", ...packages], label, progress);
}

/** Fetches packages, with all that they need and the machine has not, into a folder as .deb files. */
export function download(
  packages: readonly string[],
  folder: string,
  label: string,
  progress: Progress,
): Promise<CommandOutcome> {
  mkdirSync(join(folder, "partial"), { recursive: true });
  const args = ["install", "-y", "--download-only", "--no-install-recommends", "-o", `Dir::Cache::archives=${folder}`];
  return aptGet([...args, ...packages], label, progress);
}

/** @returns the .deb files in a folder. */
export function archivesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".deb"))
    .map((name) => join(folder, name));
}
