/** `npm run bench [-- NAME…]`: runs the benches one after the other; each prints its own figures. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** In the order in which they run; `nightly` ones only when they are named. */
const benches = [
  { name: "system", args: [], nightly: false, about: "latency, start-up and memory of the whole system" },
  { name: "dispatch", args: [], nightly: false, about: "event to worker: latency, bursts, jobs a second, CPU a job" },
  { name: "pixels", args: [], nightly: false, about: "the pixel engine beside cfitsio, SEP and Source Extractor" },
  { name: "accuracy", args: [], nightly: false, about: "the engine's numbers beside SEP's and Source Extractor's" },
  { name: "pipelines", args: [], nightly: false, about: "resolving a pipeline of 10,000 tasks" },
  { name: "fuzz", args: ["--inputs", "100000", "--seed", "1"], nightly: true, about: "100,000 damaged FITS files" },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  process.stderr.write(`npm run bench: no bench ${unknown.join(", ")}; there are:\n`);
  for (const { name, about } of benches) process.stderr.write(`  ${name.padEnd(10)}${about}\n`);
  process.exit(2);
}
const failed = benches
  .filter(({ name, nightly }) => (wanted.length === 0 ? !nightly : wanted.includes(name)))
  .filter(({ name, args, about }) => {
    process.stdout.write(`\n══ ${name}: ${about}\n`);
    const main = fileURLToPath(new URL(`./${name}/main.ts`, import.meta.url));
    return spawnSync(process.execPath, [main, ...args], { stdio: "inherit" }).status !== 0;
  });
process.exitCode = failed.length > 0 ? 1 : 0;
