/** What a page's main thread was busy with, by Chromium's own trace: script, style, layout and paint, in ticks of the thread. */
import type { Page } from "@playwright/test";

export const threadParts = ["script", "style", "layout", "paint", "other"] as const;
export type ThreadPart = (typeof threadParts)[number];

/** Milliseconds of each part. */
export type PartTimes = Record<ThreadPart, number>;

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

/** Name of the marks. */
const stretch = "stretch";

const partOf: Record<string, ThreadPart> = {
  FunctionCall: "script",
  EvaluateScript: "script",
  RunMicrotasks: "script",
  EventDispatch: "script",
  TimerFire: "script",
  FireAnimationFrame: "script",
  FireIdleCallback: "script",
  "v8.compile": "script",
  "v8.callFunction": "script",
  MinorGC: "script",
  MajorGC: "script",
  "V8.GC_SCAVENGER": "script",
  UpdateLayoutTree: "style",
  ParseAuthorStyleSheet: "style",
  Layout: "layout",
  PrePaint: "paint",
  UpdateLayer: "paint",
  UpdateLayerTree: "paint",
  Paint: "paint",
  Layerize: "paint",
  CompositeLayers: "paint",
  Commit: "paint",
};

/** The main thread of a page of this browser: it has one page, and the thread with most events is its own. */
function mainThread(events: readonly TraceEvent[]): TraceEvent[] {
  const named = events.filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain");
  const ofEach = named.map(({ pid, tid }) => events.filter((each) => each.pid === pid && each.tid === tid && each.dur));
  return ofEach.sort((a, b) => b.length - a.length)[0] ?? [];
}

/** Adds up each event's own time, without that of the events within it. */
function addUp(events: readonly TraceEvent[], times: PartTimes): void {
  const open: { until: number; part: ThreadPart }[] = [];
  for (const { name, ts, dur = 0, tdur = 0 } of events) {
    while ((open.at(-1)?.until ?? Number.POSITIVE_INFINITY) <= ts) open.pop();
    const outer = open.at(-1)?.part;
    const part = partOf[name] ?? outer ?? "other";
    times[part] += tdur / 1000;
    if (outer !== undefined) times[outer] -= tdur / 1000;
    open.push({ until: ts + dur, part });
  }
}

/**
 * Records while `act` runs, which calls `mark` at the start of each stretch.
 * @returns for each stretch what the main thread did in it, in the order of the stretches.
 */
export async function tracedParts(page: Page, act: (mark: () => Promise<void>) => Promise<void>): Promise<PartTimes[]> {
  const browser = page.context().browser();
  if (browser === null) throw new Error("a page of a persistent context has no browser whose trace could be read");
  const session = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const ended = new Promise<void>((resolve) => session.on("Tracing.tracingComplete", () => resolve()));
  const includedCategories = ["devtools.timeline", "disabled-by-default-devtools.timeline", "v8", "blink.user_timing"];
  const traceConfig = { includedCategories, excludedCategories: ["*"] };
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig });
  await act(async () => void (await page.evaluate((name) => void performance.mark(name), stretch)));
  await session.send("Tracing.end");
  await ended;
  await session.detach();
  return stretchesOf(events);
}

function stretchesOf(events: readonly TraceEvent[]): PartTimes[] {
  const marks = events.filter(({ name, ph }) => name === stretch && ph !== "X").map(({ ts }) => ts);
  marks.sort((a, b) => a - b);
  const own = mainThread(events).sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  return marks.map((from, at) => {
    const to = marks[at + 1] ?? Number.POSITIVE_INFINITY;
    const times: PartTimes = { script: 0, style: 0, layout: 0, paint: 0, other: 0 };
    const within = own.filter(({ ts }) => ts >= from && ts < to);
    addUp(within, times);
    return times;
  });
}
