/**
 * `node bench/pixels/main.ts [ROUNDS]`: the pixel engine against cfitsio, SEP and Source Extractor on the same pixels, in
 * turn, medians and ratios; with what a worker needs of memory and cores, and how far the machine's own limits are.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { estimateBackground, subtractBackground } from "#analysis/background/background.ts";
import { decodeHcompress } from "#analysis/fits/hcompress.ts";
import { kernels } from "#analysis/kernels/kernels.ts";
import { borrowPixels, withPixels } from "#analysis/kernels/pixel-pool.ts";
import { halfLightRadius } from "#analysis/psf/half-light-radius.ts";
import { extractSources } from "#analysis/sources/extract-sources.ts";
import { absent, sharedPath } from "../../fixtures/shared-folder.ts";
import { percentile } from "../percentile.ts";
import { cpuTable } from "./cpu-table.ts";
import { crowdedField } from "./crowded-field.ts";
import { hostileTile } from "./hostile-tile.ts";
import { copyBandwidth, readBandwidth } from "./machine-limits.ts";
import { runOurSteps, type StepOutcome, type StepSeconds } from "./our-steps.ts";
import { type CrowdedSeconds, runFunpack, runPeerSteps, runSepOn, whyNoPeers } from "./peer-steps.ts";

const rounds = Number(process.argv[2] ?? 5);
const crowdedSide = 4096;
const crowdedStars = 75_000;
const cadenceS = 30;
const say = (text = "") => process.stdout.write(`${text}\n`);
const median = (values: readonly number[]) => percentile(values, 50);
const noPeers = whyNoPeers();

const [cpu] = cpus();
const loadBefore = loadavg()[0] ?? 0;
say(
  `Machine: ${cpus().length} × ${cpu?.model ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}; load ${loadBefore.toFixed(1)} at the start.`,
);
if (kernels === null) say("This machine's WebAssembly has no SIMD: these are the plain twins.");
if (noPeers !== null) say(`Without peers: ${noPeers}.`);

const raw = sharedPath("data/composite/COMPOSITE_MC_O_20250422_000250_R22_S11.fits.fz");
if (raw === null) say(`Full-size raw: ${absent("data/composite")}.`);
else benchRaw(raw);
benchCrowded();
benchHostile();
say();
say(`Load at the end: ${(loadavg()[0] ?? 0).toFixed(1)}.`);

function benchRaw(path: string): void {
  // A worker lives long: the first rounds, in which the machine code is made, are told apart.
  const first = runOurSteps(path);
  for (let round = 0; round < 3; round += 1) runOurSteps(path);
  const ours: StepOutcome[] = [];
  const peers: Record<string, number>[] = [];
  const reads: number[] = [];
  const copies: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(runOurSteps(path));
    if (noPeers === null) peers.push({ ...runPeerSteps(path), funpack: runFunpack(path) });
    reads.push(readBandwidth(path));
    copies.push(copyBandwidth());
  }
  const { mpix, rawMpix, sources } = first;
  const our = (...names: (keyof StepSeconds)[]) =>
    ours.map(({ seconds }) => names.reduce((sum, name) => sum + seconds[name], 0));
  const peer = (name: string) => peers.map((seconds) => seconds[name] ?? Number.NaN);
  say();
  say(
    `Full-size raw (${rawMpix.toFixed(1)} Mpix, assembled ${mpix.toFixed(1)}), ${sources} sources, medians of ${rounds}:`,
  );
  say();
  say("| step | Firstlook s | Mpix/s | peer | peer s | Firstlook's speed is |");
  say("|---|---|---|---|---|---|");
  row("Rice decode", our("decode"), rawMpix, "cfitsio (library)", peer("cfitsioDecode"));
  row("Rice decode", our("decode"), rawMpix, "funpack, output dropped", peer("funpack"));
  row("background", our("background"), mpix, "SEP", peer("sepBackground"));
  row("detection and measurement", our("extract"), mpix, "SEP", peer("sepExtract"));
  const measured = our("background", "subtract", "extract", "halfLight");
  const sepSum = peers.map(({ sepBackground = 0, sepExtract = 0 }) => sepBackground + sepExtract);
  row("background to half-light radii", measured, mpix, "SEP, background and detection only", sepSum);
  row("background to half-light radii", measured, mpix, "Source Extractor", peer("sourceExtractor"));
  row("file to metrics", our("everything"), mpix, "cfitsio + numpy + SEP", peer("everything"));
  row("file to metrics and preview", our("withPreview"), mpix, "the same without preview", peer("everything"));
  say();
  const whole = median(our("withPreview"));
  say(`With preview it takes ${(whole / median(our("everything"))).toFixed(2)} times file to metrics.`);
  const cores = (detectors: number) => ((detectors * whole) / cadenceS).toFixed(2);
  say(
    `The first file of a process takes ${first.seconds.withPreview.toFixed(2)} s, later ones ${whole.toFixed(2)} s: ${cores(189)} cores for 189 detectors every ${cadenceS} s, ${cores(205)} for 205.`,
  );
  if (noPeers === null) say(["", ...cpuTable(path, rounds), ""].join("\n"));
  const worker = runWorker(path);
  say(
    `A worker's whole way (checksum, quick look with star fits, JPEG): ${median(worker.seconds).toFixed(2)} s; peak memory ${worker.peakMib} MiB; its process is ready after ${worker.startMs} ms.`,
  );
  // The file once; the image written once and read twice: the background must be known before it is taken off.
  const fileBytes = statSync(path).size;
  const leastS = fileBytes / median(reads) + (3 * 4 * mpix * 1e6) / median(copies);
  say(
    `The machine's limit: ${(fileBytes / 1e6).toFixed(1)} MB read at ${(median(reads) / 1e9).toFixed(1)} GB/s, the image moved three times at ${(median(copies) / 1e9).toFixed(1)} GB/s: ${leastS.toFixed(3)} s; file to metrics takes ${(median(our("everything")) / leastS).toFixed(1)} times that.`,
  );
}

function benchCrowded(): void {
  const data = crowdedField(crowdedSide, crowdedStars);
  const folder = mkdtempSync(join(tmpdir(), "firstlook-bench-"));
  const file = join(folder, "crowded.f32");
  writeFileSync(file, new Uint8Array(data.buffer));
  try {
    ourCrowded(data);
    const ours: CrowdedSeconds[] = [];
    const seps: CrowdedSeconds[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(ourCrowded(data));
      if (noPeers === null) seps.push(runSepOn(file, crowdedSide));
    }
    const mpix = data.length / 1e6;
    const pick = (all: CrowdedSeconds[], name: keyof CrowdedSeconds) => all.map((one) => one[name]);
    say();
    say(
      `Crowded field (${crowdedSide}², ${ours[0]?.sources} sources here${seps[0] ? `, ${seps[0].sources} by SEP` : ""}), medians of ${rounds}:`,
    );
    say();
    say("| step | Firstlook s | Mpix/s | peer | peer s | Firstlook's speed is |");
    say("|---|---|---|---|---|---|");
    for (const name of ["background", "extract", "halfLight"] as const) {
      row(name, pick(ours, name), mpix, "SEP", pick(seps, name));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function ourCrowded(data: Float32Array): CrowdedSeconds {
  return withPixels(() => {
    const image = borrowPixels(data.length);
    image.set(data);
    return crowdedSteps(image);
  });
}

function crowdedSteps(data: Float32Array): CrowdedSeconds {
  const lap = (start: number) => (performance.now() - start) / 1000;
  let start = performance.now();
  const sky = estimateBackground(data, crowdedSide, crowdedSide);
  const background = lap(start);
  if (!sky) throw new Error("the crowded field has no background");
  const flat = subtractBackground(data, crowdedSide, crowdedSide, sky);
  start = performance.now();
  const sources = extractSources(flat, crowdedSide, crowdedSide, 5 * sky.globalSigma);
  const extract = lap(start);
  start = performance.now();
  for (const { x, y, a } of sources) halfLightRadius(flat, crowdedSide, crowdedSide, x, y, 6 * a);
  return { background, extract, halfLight: lap(start), sources: sources.length };
}

/** What a small file can cost: the largest HCOMPRESS tile that is read. */
function benchHostile(): void {
  const side = 4096;
  const codes = hostileTile(side);
  const out = new Int32Array(side * side);
  const seconds = Array.from({ length: 3 }, () => {
    const start = performance.now();
    decodeHcompress(codes, out.length, true, out);
    return (performance.now() - start) / 1000;
  });
  say();
  say(
    `Hostile HCOMPRESS tile, ${codes.length} bytes for ${side}² pixels: ${median(seconds).toFixed(2)} s, ${((1e9 * median(seconds)) / out.length).toFixed(0)} ns a pixel.`,
  );
}

function runWorker(path: string): { startMs: number; seconds: number[]; peakMib: number } {
  const script = fileURLToPath(new URL("./one-worker.ts", import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [script, path], { encoding: "utf8" }));
}

function row(step: string, ours: readonly number[], mpix: number, peer: string, peers: readonly number[]): void {
  const mine = median(ours);
  const theirs = peers.length > 0 ? median(peers) : null;
  const cells = [step, mine.toFixed(3), (mpix / mine).toFixed(0), peer];
  cells.push(theirs === null ? "–" : theirs.toFixed(3), theirs === null ? "–" : `${(theirs / mine).toFixed(2)} ×`);
  say(`| ${cells.join(" | ")} |`);
}
