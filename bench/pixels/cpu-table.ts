/** The full-size raw in CPU seconds: what a machine with other work on it still tells rightly. */
import { percentile } from "../percentile.ts";
import { cpuSeconds, runOurSteps, type StepSeconds } from "./our-steps.ts";
import { type PeerCpuSeconds, runPeersForCpu } from "./peer-steps.ts";

const measuring = ["background", "subtract", "extract", "halfLight"] as const;
const sepSteps = ["decode", "assembly", ...measuring] as const;

/** @returns the lines of a table: medians of `rounds` in which both sides took turns, in a process that is warm. */
export function cpuTable(path: string, rounds: number): string[] {
  for (let round = 0; round < 3; round += 1) runOurSteps(path);
  const ours: StepSeconds[] = [];
  const peers: PeerCpuSeconds[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(runOurSteps(path, cpuSeconds).seconds);
    peers.push(runPeersForCpu(path));
  }
  const our = (...names: (keyof StepSeconds)[]) => medianSum(ours, names);
  const peer = (...names: (keyof PeerCpuSeconds)[]) => medianSum(peers, names);
  const row = (step: string, mine: number, name: string, theirs: number) =>
    `| ${step} | ${mine.toFixed(3)} | ${name} | ${theirs.toFixed(3)} | ${(theirs / mine).toFixed(2)} × |`;
  return [
    "| step, CPU seconds | Firstlook | peer | peer | Firstlook's speed is |",
    "|---|---|---|---|---|",
    row("background", our("background"), "SEP", peer("background")),
    row("detection and measurement", our("extract"), "SEP", peer("extract")),
    row("half-light radii", our("halfLight"), "SEP", peer("halfLight")),
    row("background to half-light radii", our(...measuring), "SEP", peer(...measuring)),
    row("background to half-light radii", our(...measuring), "Source Extractor", peer("sourceExtractor")),
    row("file to metrics", our("everything"), "cfitsio + numpy + SEP", peer(...sepSteps)),
    row("file to metrics and preview", our("withPreview"), "the same without preview", peer(...sepSteps)),
  ];
}

function medianSum<Name extends string>(rounds: readonly Record<Name, number>[], names: readonly Name[]): number {
  return percentile(
    rounds.map((seconds) => names.reduce((sum, name) => sum + seconds[name], 0)),
    50,
  );
}
