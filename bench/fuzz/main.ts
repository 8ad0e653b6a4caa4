/** `node bench/fuzz/main.ts [--inputs N] [--seed N] [--first N]`: fuzzes the FITS reader and prints what came of it. */
import { parseArgs } from "node:util";
import { fuzz } from "./fuzz.ts";

const { values } = parseArgs({
  options: {
    inputs: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
    first: { type: "string", default: "0" },
    "max-rss-mib": { type: "string", default: "1024" },
  },
});

const report = await fuzz({
  inputs: Number(values.inputs),
  seed: Number(values.seed),
  first: Number(values.first),
  maxRssBytes: Number(values["max-rss-mib"]) * 2 ** 20,
});

const { outcomes, slowest } = report;
const lines = [
  `${report.inputs} damaged copies of ${report.seedlings} files, seed ${values.seed}: ${report.seconds.toFixed(0)} s, ${(report.inputs / report.seconds).toFixed(0)} inputs/s`,
  ...Object.entries(outcomes).map(([outcome, count]) => `  ${String(count).padStart(8)} ${outcome}`),
  `slowest: input ${slowest.input} (${slowest.name}), ${slowest.ms.toFixed(0)} ms`,
  `peak memory: ${Math.round(report.peakRssBytes / 2 ** 20)} MiB`,
];
process.stdout.write(`${lines.join("\n")}\n`);
if (report.failure !== null) {
  process.stderr.write(`fuzz: ${report.failure}\n`);
  process.exitCode = 1;
}
