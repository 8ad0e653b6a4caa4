/** A process that does what a worker's thread does with one file, over and over; prints how long it took to start, seconds, and peak memory as JSON. */
import { readFileSync } from "node:fs";
import { headerWords } from "#contracts/camera.ts";
import runInThread from "#workers/thread.ts";

const startMs = Math.round(performance.now());
const path = process.argv[2] ?? "";
const rounds = Number(process.argv[3] ?? 7);
const facts = {
  pixelScaleArcsec: 0.2,
  saturationAdu: null,
  timeScale: "TAI",
  headerWords: headerWords.parse({}),
} as const;
const seconds: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  const bytes = new Uint8Array(readFileSync(path));
  const start = performance.now();
  const { answer } = await runInThread({ bytes, uri: path, task: "quick-look", config: {}, facts });
  if (!answer.ok) throw new Error(answer.error.message);
  seconds.push((performance.now() - start) / 1000);
}
process.stdout.write(JSON.stringify({ startMs, seconds, peakMib: Math.round(process.resourceUsage().maxRSS / 1024) }));
