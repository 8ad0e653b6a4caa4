/** The independent tools on the same file, through ../shared/tools/peers.py and Debian's Python. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { sharedPath } from "../../fixtures/shared-folder.ts";

const python = "/usr/bin/python3";
const packages = "python3-sep python3-fitsio python3-astropy python3-scipy source-extractor libcfitsio-bin";
const oneCore = { ...process.env, OMP_NUM_THREADS: "1" };

/** @returns why the peers cannot be asked, or null when they can. */
export function whyNoPeers(): string | null {
  if (sharedPath("tools/peers.py") === null) return "../shared/tools/peers.py is not on this machine";
  if (!existsSync(python)) return `${python} is not on this machine`;
  try {
    execFileSync(python, ["-c", "import sep, fitsio, astropy, scipy"], { stdio: "ignore" });
  } catch {
    return `Python lacks a package; apt-get install ${packages}`;
  }
  return existsSync("/usr/bin/source-extractor") ? null : `source-extractor is missing; apt-get install ${packages}`;
}

/** @returns seconds of each step of peers.py, run once. */
export function runPeerSteps(path: string): Record<string, number> {
  const script = sharedPath("tools/peers.py") ?? "";
  const output = execFileSync(python, [script, "speed", path, "--runs", "1"], { env: oneCore, encoding: "utf8" });
  const steps = JSON.parse(output) as Record<string, { seconds: number }>;
  return Object.fromEntries(Object.entries(steps).map(([name, { seconds }]) => [name, seconds]));
}

/** @returns seconds of `funpack` writing the unpacked file to nowhere. */
export function runFunpack(path: string): number {
  const start = performance.now();
  execFileSync("funpack", ["-S", path], { stdio: ["ignore", "ignore", "ignore"] });
  return (performance.now() - start) / 1000;
}

/** CPU seconds of a peer's step; `sourceExtractor` is the program from its start to its end. */
export type PeerCpuSeconds = Record<
  "decode" | "assembly" | "background" | "subtract" | "extract" | "halfLight" | "sourceExtractor",
  number
>;

/** @returns CPU seconds of the peers' steps on a raw, run once. */
export function runPeersForCpu(path: string): PeerCpuSeconds {
  const script = fileURLToPath(new URL("./time-cpu.py", import.meta.url));
  const output = execFileSync(python, [script, sharedPath("tools/peers.py") ?? "", path], {
    env: oneCore,
    encoding: "utf8",
  });
  return JSON.parse(output);
}

export interface CrowdedSeconds {
  background: number;
  extract: number;
  halfLight: number;
  sources: number;
}

/** @returns SEP's seconds on a square image of 32-bit floats in a file. */
export function runSepOn(path: string, side: number): CrowdedSeconds {
  const script = fileURLToPath(new URL("./time-sep.py", import.meta.url));
  return JSON.parse(execFileSync(python, [script, path, String(side)], { env: oneCore, encoding: "utf8" }));
}
