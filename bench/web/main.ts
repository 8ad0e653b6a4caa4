/** `npm run bench -- web [PART…]`: what a page costs and how soon it shows, in a real Chromium against a system of its own. */
import { cpus, loadavg } from "node:os";
import { type Browser, chromium } from "@playwright/test";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { chromiumArgs, chromiumPath } from "#scripts/parts/chromium.ts";
import { ensureParts } from "#scripts/setup/ensure-parts.ts";
import { buildPages } from "#scripts/start/build-pages.ts";
import { syntheticDayObs as dayObs } from "../../fixtures/synthetic-night.ts";
import { percentile } from "../percentile.ts";
import { type CrowdPriority, openCrowd } from "./crowd.ts";
import { measureDetectorFrames } from "./detector-frames.ts";
import { type Figure, figureTable } from "./figure.ts";
import { storeNight } from "./made-exposure.ts";
import { measureOpenAllNight } from "./open-all-night.ts";
import { measureOpening } from "./opening.ts";
import { measurePageWeight } from "./page-weight.ts";
import { measurePoorLink } from "./poor-link.ts";
import { measureRowUpdate } from "./row-update.ts";
import { type Compared, ratioLines } from "./rubintv-v2.ts";
import { measureStoredToPainted } from "./stored-to-painted.ts";
import { openWebRig, type WebRig } from "./web-rig.ts";

const camera = "LSSTCam";
const clients = 1000;
const pastExposures = 1000;
const openings = 3;
const rowCases = [
  ["the table alone", "table"],
  ["the whole page", ""],
  ["with scatter and histogram too", "plots"],
] as const;
const compared: Compared = { bytesAChange: null, cpuMsAChange: null, rowUpdateMs: null };

/** In this order: the night is read before anybody adds to it. */
const parts: Record<string, (rig: WebRig, browser: Browser) => Promise<Figure[]>> = {
  opening: (rig, browser) => measureOpening(browser, rig.origin, { camera, dayObs, exposures: pastExposures }),
  row: measureRow,
  detectors: (rig, browser) => measureDetectorFrames(browser, rig.origin, pastExposures),
  weight: measureWeight,
  link: measureLink,
  painted: (rig) => measurePainted(rig, "aside", 0),
  "painted-alike": (rig) => measurePainted(rig, "alike", 1000),
  memory: (rig, browser) => measureOpenAllNight(browser, rig.origin, 1000),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  process.stderr.write(`bench web: no part ${unknown.join(", ")}; there are ${Object.keys(parts).join(", ")}\n`);
  process.exit(2);
}
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const load = (): string =>
  loadavg()
    .map((each) => each.toFixed(1))
    .join(", ");

await ensureParts(["redis", "chromium"]);
const trouble = await buildPages();
if (trouble !== null) throw new Error(`the pages could not be built: ${trouble}`);
say(`Machine: ${cpus().length} cores (${cpus()[0]?.model ?? "unknown"}), Node ${process.version}.`);
say(`Load average when it began: ${load()}.`);
const rig = await openWebRig();
const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] });
try {
  await storeNight(rig.redis, pastExposures);
  for (const [name, measure] of Object.entries(parts)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const figures = await measure(rig, browser);
    say(`\n${figureTable(figures).join("\n")}\nLoad average then: ${load()}.`);
  }
  if (Object.values(compared).some((value) => value !== null)) say(`\n${ratioLines(compared).join("\n")}`);
} finally {
  await browser.close();
  await rig.stop();
}

/** @param after seqNums that an earlier measurement took. */
async function measurePainted(rig: WebRig, priority: CrowdPriority, after: number): Promise<Figure[]> {
  const how = { aside: "with the lowest priority, as they stand for other machines", alike: "like everybody else" };
  say(`\nThe ${clients} clients run on this machine ${how[priority]}.`);
  const detectors = (await loadCameras()).find(({ name }) => name === camera)?.detectors.map(({ name }) => name) ?? [];
  const single = { camera: "BenchCam", dayObs };
  const crowd = await openCrowd(rig.origin, clients, [{ camera, dayObs }, single], priority);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  try {
    const whole = await measureStoredToPainted(rig, page, crowd, {
      name: `${detectors.length} results within 2 s, every 5 s`,
      ...{ camera, dayObs, detectors },
      firstSeqNum: pastExposures + after + 1,
      exposures: 10,
      everyMs: 5000,
      withinMs: 2000,
    });
    const one = await measureStoredToPainted(rig, page, crowd, {
      name: "one result every 150 ms",
      ...single,
      detectors: ["main"],
      firstSeqNum: after + 1,
      exposures: 200,
      everyMs: 150,
      withinMs: 0,
    });
    compared.bytesAChange = whole.bytesAChange;
    compared.cpuMsAChange = whole.cpuMsAChange;
    return [...whole.figures, ...one.figures];
  } finally {
    await page.close();
    await crowd.stop();
  }
}

async function measureRow(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [shows, only] of rowCases) {
    const told = await measureRowUpdate(browser, rig.origin, 1200, only);
    if (only === "") compared.rowUpdateMs = told.p50Ms;
    const what = `main thread for one row's update, 1,200 × ${told.columns}, ${shows}`;
    figures.push({ what: `${what}, p50`, value: told.p50Ms, unit: "ms", atMost: 16 });
    figures.push({ what: `${what}, p90`, value: told.p90Ms, unit: "ms", atMost: 16 });
  }
  return figures;
}

async function measureWeight(): Promise<Figure[]> {
  const sizes = await measurePageWeight(browser, rig.origin);
  const value = sizes.reduce((sum, size) => sum + size, 0);
  return [{ what: "JavaScript of the night page, gzip", value, unit: "kB", atMost: 250 }];
}

async function measureLink(): Promise<Figure[]> {
  const all = await measurePoorLink(rig.origin, `/${camera}/${dayObs}`, openings);
  const seconds = (of: (opening: (typeof all)[number]) => number): number => percentile(all.map(of), 50) / 1000;
  const link = "1 Mb/s and 300 ms round trip";
  return [
    { what: `first useful view, ${link}`, value: seconds(({ firstViewMs }) => firstViewMs), unit: "s", atMost: 3 },
    { what: `live, ${link}`, value: seconds(({ liveMs }) => liveMs), unit: "s", atMost: null },
    { what: "bytes until the first useful view", value: seconds(({ bytes }) => bytes), unit: "kB", atMost: null },
  ];
}
