#!/usr/bin/env node
// The probe of a container whose process has no HTTP: ends with 0 when the process lives (with --ready: and reaches
// Redis), else with 1 and why. Plain JavaScript without an import of ours, as it is asked every few seconds.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A process writes every 2 s, and a worker's thread of pixels does not hold it back. */
const limitS = 30;

const [name, flag] = process.argv.slice(2);
if (!name || !/^[\w-]+$/.test(name) || (flag !== undefined && flag !== "--ready")) {
  console.error("usage: alive.mjs NAME [--ready], NAME being worker, worker-0, distributor, gather or reconcile");
  process.exit(2);
}
const folder = join(process.env.DATA_DIR || ".firstlook/data", "alive");
try {
  // A container does not know its worker's ordinal when it writes its probe: `worker` is any of them, here the only one.
  const files = readdirSync(folder).filter((file) => file === name || new RegExp(`^${name}-\\d+$`).test(file));
  const signs = files.map((file) => readFileSync(join(folder, file), "utf8").split(" ").map(Number));
  const ages = signs.map(([livedAtMs, answeredAtMs]) => Date.now() - (flag === "--ready" ? answeredAtMs : livedAtMs));
  if (ages.length === 0) throw new Error("it has given no sign of life");
  const ageS = Math.min(...ages) / 1000;
  const what = flag === "--ready" ? "Redis answered it last" : "its last sign of life was";
  if (!(ageS < limitS)) throw new Error(`${what} ${Math.round(ageS)} s ago`);
} catch (error) {
  console.error(`${name} is not ${flag === "--ready" ? "ready" : "alive"}: ${error.message}`);
  process.exit(1);
}
