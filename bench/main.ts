/**
 * `npm run bench [-- NAME…]`: runs the benches one after the other; each prints its own figures.
 * `npm run bench -- NAME PART…` runs parts of one bench, where it has some.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

interface Bench {
  name: string;
  args: readonly string[];
  /** Runs only when it is named. */
  nightly?: true;
  /** Takes the names of its parts. */
  hasParts?: true;
  about: string;
}

/** In the order in which they run. */
const benches: readonly Bench[] = [
  { name: "system", args: [], about: "latency, start-up and memory of the whole system" },
  { name: "dispatch", args: [], about: "event to worker: latency, bursts, jobs a second, CPU a job" },
  { name: "pixels", args: [], about: "the pixel engine beside cfitsio, SEP and Source Extractor" },
  { name: "accuracy", args: [], about: "the engine's numbers beside SEP's and Source Extractor's" },
  { name: "web", args: [], hasParts: true, about: "the page: stored to painted, opening, row updates, memory" },
  { name: "pipelines", args: [], about: "resolving a pipeline of 10,000 tasks" },
  { name: "fuzz", args: ["--inputs", "100000", "--seed", "1"], nightly: true, about: "100,000 damaged FITS files" },
];

const asked = process.argv.slice(2);
const isBench = (word: string): boolean => benches.some(({ name }) => name === word);
const first = benches.find(({ name }) => name === asked[0]);
const wanted = asked.filter((word) => isBench(word) || !first?.hasParts);
const parts = asked.filter((word) => !wanted.includes(word));
const unknown = wanted.filter((word) => !isBench(word));
if (unknown.length > 0) {
  process.stderr.write(`npm run bench: no bench ${unknown.join(", ")}; there are:\n`);
  for (const { name, about } of benches) process.stderr.write(`  ${name.padEnd(10)}${about}\n`);
  process.exit(2);
}
const failed = benches
  .filter(({ name, nightly }) => (wanted.length === 0 ? !nightly : wanted.includes(name)))
  .filter(({ name, args, about, hasParts }) => {
    process.stdout.write(`\n══ ${name}: ${about}\n`);
    const main = fileURLToPath(new URL(`./${name}/main.ts`, import.meta.url));
    const words = [main, ...args, ...(hasParts ? parts : [])];
    return spawnSync(process.execPath, words, { stdio: "inherit" }).status !== 0;
  });
process.exitCode = failed.length > 0 ? 1 : 0;
