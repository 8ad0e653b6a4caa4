#!/usr/bin/env node
// The probe of a container whose process has no HTTP: ends with 0 when the process lives (with --ready: and reaches
// Redis), else with 1 and why. Plain JavaScript without an import of ours, as it is asked every few seconds.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A process writes every 2 s, and a worker's thread of pixels does not hold it back. */
const limitS = 30;

const [name, flag] = process.argv.slice(2);
if (!name || !/^[\w-]+$/.test(name) || (flag !== undefined && flag !== "--ready")) {
  console.error("usage: alive.mjs NAME [--ready], NAME being worker-0, distributor, gather or reconcile");
  process.exit(2);
}
const file = join(process.env.DATA_DIR || ".firstlook/data", "alive", name);
try {
  const [livedAtMs, answeredAtMs] = readFileSync(file, "utf8").split(" ").map(Number);
  const ageS = (Date.now() - (flag === "--ready" ? answeredAtMs : livedAtMs)) / 1000;
  const what = flag === "--ready" ? "Redis answered it last" : "its last sign of life was";
  if (!(ageS < limitS)) throw new Error(`${what} ${Math.round(ageS)} s ago`);
} catch (error) {
  console.error(`${name} is not ${flag === "--ready" ? "ready" : "alive"}: ${error.message}`);
  process.exit(1);
}
