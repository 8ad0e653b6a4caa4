/** What a soak found, as a page of the documentation. Pure. */
import type { NightCheck } from "./check-night.ts";
import type { SoakOptions } from "./options.ts";

export interface Sample {
  atS: number;
  /** Resident memory by role, MiB. */
  memoryMib: Record<string, number>;
  redisMib: number;
  exposures: number;
}

export interface SoakOutcome {
  options: SoakOptions;
  machine: string;
  startedAtUtc: string;
  publishedInS: number;
  completeAfterS: number;
  kills: Readonly<Record<string, number>>;
  check: NightCheck;
  samples: readonly Sample[];
}

/** @returns whether every promise was kept. */
export function isRight({ check }: SoakOutcome, exposures: number): boolean {
  const { lost, doubled, failed, toldWrongly, leftOver, complete, counted, expected } = check;
  return lost + doubled + failed + toldWrongly + leftOver === 0 && complete === exposures && counted === expected;
}

export function soakReport(outcome: SoakOutcome): string {
  const { options, check, kills, samples } = outcome;
  const killed = Object.entries(kills).map(([role, count]) => `${count} ${role}s`);
  const roles = Object.keys(samples[0]?.memoryMib ?? {});
  const shown = samples.filter((_, index) => index % Math.max(1, Math.floor(samples.length / 10)) === 0);
  const rows: [string, string | number][] = [
    ["expected results", check.expected],
    ["results", check.results],
    ["lost", check.lost],
    ["doubled", check.doubled],
    ["failed", check.failed],
    ["records counted as work", check.counted],
    ["exposures complete", `${check.complete} of ${options.exposures}`],
    ["completions told other than once", check.toldWrongly],
    ["jobs and changes left over", check.leftOver],
    ["results that took more than one attempt", check.triedAgain],
  ];
  return [
    "# A night under fire",
    "",
    `What \`npm run soak\` found on ${outcome.startedAtUtc}: **${isRight(outcome, options.exposures) ? "nothing lost, nothing doubled" : "NOT right, see below"}**.`,
    "",
    `${options.exposures} exposures of LSSTCam with 205 detectors each, at ${options.rate} times the cadence of 37 s, in bursts as at the summit: wavefront sensors first, 189 science detectors within two seconds, guiders last.`,
    `Events travelled on ${options.kafka ? "Apache Kafka" : "the embedded bus"}; three distributors that all read everything, eight workers, two gatherers, Redis with its append-only file.`,
    "The task does nothing: claim, result and acknowledgement are the real ones.",
    `Killed with SIGKILL at random moments and started again: ${killed.join(", ")}.`,
    `Published within ${outcome.publishedInS.toFixed(0)} s, everything complete ${outcome.completeAfterS.toFixed(1)} s after the last event.`,
    `Machine: ${outcome.machine}. Seed ${options.seed}.`,
    "",
    "| what | count |",
    "|---|---|",
    ...rows.map(([what, count]) => `| ${what} | ${count} |`),
    "",
    "## Memory",
    "",
    "The largest process of each role, and what Redis holds, in MiB.",
    "Redis grows with the results that it keeps; the processes should not.",
    "",
    `| after | exposures | ${roles.join(" | ")} | Redis |`,
    `|---|---|${roles.map(() => "---|").join("")}---|`,
    ...shown.map(
      ({ atS, exposures, memoryMib, redisMib }) =>
        `| ${atS.toFixed(0)} s | ${exposures} | ${roles.map((role) => memoryMib[role]).join(" | ")} | ${redisMib.toFixed(0)} |`,
    ),
    "",
  ].join("\n");
}
