#!/usr/bin/env node
// Ends with 0 when a process without HTTP has reached Redis lately, else with 1 and why: the probe of its container.
// Plain JavaScript without an import of ours, as a machine asks it every few seconds for each process.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A process writes every 2 s; a Redis that restarts may take a while, and killing who waits for it does not help. */
const defaultLimitS = 60;

const [name, limitText = String(defaultLimitS)] = process.argv.slice(2);
const limitS = Number(limitText);
if (!name || !/^[\w-]+$/.test(name) || !(limitS > 0)) {
  console.error("usage: alive.mjs NAME [SECONDS], NAME being worker-0, distributor, gather or reconcile");
  process.exit(2);
}
const file = join(process.env.DATA_DIR || ".firstlook/data", "alive", name);
try {
  const ageS = (Date.now() - Number(readFileSync(file, "utf8"))) / 1000;
  if (!(ageS < limitS)) throw new Error(`its last sign of life is ${Math.round(ageS)} s old`);
} catch (error) {
  console.error(`${name} does not live: ${error.message}`);
  process.exit(1);
}
