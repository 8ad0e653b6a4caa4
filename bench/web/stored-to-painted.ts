/** Result stored → painted in a real browser and told to every one of a crowd of connected clients. */
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { percentile } from "../percentile.ts";
import type { Crowd, PackTold } from "./crowd.ts";
import type { Figure } from "./figure.ts";
import { announceExposure, type MadeExposure, storeResult } from "./made-exposure.ts";
import { type Painted, paintedSoFar, watchPaint } from "./watch-paint.ts";
import type { WebRig } from "./web-rig.ts";

export interface Load {
  name: string;
  camera: string;
  dayObs: number;
  /** Of the first exposure that is made. */
  firstSeqNum: number;
  exposures: number;
  /** From one exposure to the next. */
  everyMs: number;
  detectors: readonly string[];
  /** The exposure's results come within so long, at instants that are the same for every run. */
  withinMs: number;
}

/** The stored results of each exposure, oldest first. */
type Stored = Map<number, number[]>;

const longestWaitMs = 20_000;

export interface PaintedFigures {
  figures: Figure[];
  bytesAChange: number;
  cpuMsAChange: number;
}

export async function measureStoredToPainted(
  rig: WebRig,
  page: Page,
  crowd: Crowd,
  load: Load,
): Promise<PaintedFigures> {
  await page.goto(`${rig.origin}/${load.camera}/${load.dayObs}?cols=seq,state,done,psf_fwhm,sky_bg`);
  await page.locator('[data-live="live"]').first().waitFor();
  // A first one meets code that nobody has used yet.
  const first = load.firstSeqNum;
  await store(rig, load, first, first + 1);
  await page.locator(`tr[data-seq="${first}"]`).waitFor();
  await watchPaint(page);
  await pause(1000);
  await crowd.tell();
  const cpuBefore = rig.cpuMs();
  const stored = await store(rig, load, first + 1, first + 1 + load.exposures);
  const painted = await untilPainted(page, stored);
  const cpuAfter = rig.cpuMs();
  const { packs, bytes, lost } = await crowd.tell();
  const cpuOf = (file: string): number => ((cpuAfter[file] ?? 0) - (cpuBefore[file] ?? 0)) / load.exposures;
  const webMs = cpuOf("server/web/main.ts");
  const toPaint = waits(
    stored,
    painted.map(({ seqNum, done, atMs }) => ({ seqNum, done, atMs })),
  );
  const toAll = waits(
    stored,
    packs.flatMap((pack) => reachedAll(pack, crowd.clients, load.camera)),
  );
  const packsAnExposure = packs.length / load.exposures;
  const figure = (what: string, value: number, unit: string, atMost: number | null = null): Figure => ({
    what: `${load.name}: ${what}`,
    value,
    unit,
    atMost,
  });
  return {
    bytesAChange: bytes / crowd.clients / packs.length,
    cpuMsAChange: (webMs * load.exposures) / packs.length / crowd.clients,
    figures: [
      figure("stored → painted, p50", percentile(toPaint, 50), "ms", 100),
      figure("stored → painted, p99", percentile(toPaint, 99), "ms", 300),
      figure(`stored → at the last of ${crowd.clients} clients, p50`, percentile(toAll, 50), "ms"),
      figure(`stored → at the last of ${crowd.clients} clients, p99`, percentile(toAll, 99), "ms"),
      figure("pushes for an exposure", packsAnExposure, ""),
      figure("sent to each client for an exposure", bytes / crowd.clients / load.exposures / 1000, "kB"),
      figure("CPU of the web process for an exposure", webMs, "ms"),
      figure("CPU of the gatherer for an exposure", cpuOf("server/gather/main.ts"), "ms"),
      figure("connections lost", lost, "", 0),
    ],
  };
}

/** Makes exposures at the load's pace. @returns when each result was stored. */
async function store(rig: WebRig, load: Load, from: number, to: number): Promise<Stored> {
  const stored: Stored = new Map();
  const beganMs = performance.now();
  const running: Promise<void>[] = [];
  for (let seqNum = from; seqNum < to; seqNum += 1) {
    await pause(Math.max(0, beganMs + (seqNum - from) * load.everyMs - performance.now()));
    running.push(storeOne(rig, load, seqNum).then((instants) => void stored.set(seqNum, instants)));
  }
  await Promise.all(running);
  return stored;
}

async function storeOne(rig: WebRig, load: Load, seqNum: number): Promise<number[]> {
  const exposure: MadeExposure = { camera: load.camera, dayObs: load.dayObs, seqNum };
  await announceExposure(rig.redis, exposure, load.detectors);
  const beganMs = performance.now();
  const instants = load.detectors.map((_, at) => load.withinMs * noise(seqNum, at)).sort((a, b) => a - b);
  const stored: number[] = [];
  for (const [at, detector] of load.detectors.entries()) {
    const waitMs = beganMs + (instants[at] ?? 0) - performance.now();
    if (waitMs > 0) await pause(waitMs);
    stored.push(await storeResult(rig.redis, exposure, detector, at));
  }
  return stored;
}

/** Numbers in 0…1 that depend on nothing but their two indices. */
function noise(a: number, b: number): number {
  const value = Math.sin(a * 12.9898 + b * 78.233) * 43_758.5453;
  return value - Math.floor(value);
}

async function untilPainted(page: Page, stored: Stored): Promise<Painted[]> {
  const deadlineMs = Date.now() + longestWaitMs;
  for (;;) {
    const painted = await paintedSoFar(page);
    const isAll = [...stored].every(([seqNum, { length }]) =>
      painted.some((each) => each.seqNum === seqNum && each.done === length),
    );
    if (isAll || Date.now() > deadlineMs) return painted;
    await pause(100);
  }
}

/** Of each result how long until the first showing that counts it; infinite for never. */
function waits(stored: Stored, shown: readonly Painted[]): number[] {
  return [...stored].flatMap(([seqNum, instants]) => {
    const ofExposure = shown.filter((each) => each.seqNum === seqNum).sort((a, b) => a.atMs - b.atMs);
    return instants.map(
      (atMs, at) => (ofExposure.find(({ done }) => done > at)?.atMs ?? Number.POSITIVE_INFINITY) - atMs,
    );
  });
}

function reachedAll(pack: PackTold, clients: number, camera: string): Painted[] {
  if (pack.clients < clients) return [];
  return pack.exposures.flatMap(({ seqNum, done, ...of }) =>
    of.camera === camera ? [{ seqNum, done, atMs: pack.lastAtMs }] : [],
  );
}
