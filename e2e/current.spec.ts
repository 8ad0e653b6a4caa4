/** V2–V5, V7: the page for a wall, against a made-up night whose changes come over the page's own socket. */
import { expect, type Page, test, type WebSocketRoute } from "@playwright/test";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { dayObsOf, exposureIdOf } from "#contracts/identity.ts";
import { syntheticExposure } from "../fixtures/synthetic-night.ts";

const dayObs = dayObsOf(Date.now());
let pushed = 0;

function exposure(seqNum: number, changes: Partial<ExposureSummary> = {}): ExposureSummary {
  const firstEventAtMs = Date.now() - 5000;
  const base = { ...syntheticExposure(seqNum), dayObs, exposureId: exposureIdOf(dayObs, seqNum), preview: null };
  return { ...base, state: "complete", done: 189, failed: 0, firstEventAtMs, ...changes };
}

interface Tap {
  push: (exposure: ExposureSummary) => void;
  /** Nothing comes from the server any more, while the socket stays open. */
  silence: () => void;
}

/** Serves a night of LSSTCam and taps the page's sockets. */
async function tapNight(page: Page, exposures: readonly ExposureSummary[]): Promise<Tap> {
  const sockets: WebSocketRoute[] = [];
  let isSilent = false;
  await page.route("**/api/cameras", async (route) => {
    const answer = await (await route.fetch()).json();
    const latest = { dayObs, seqNum: 3, state: "complete", lastEventAtMs: Date.now() };
    for (const camera of answer.cameras) camera.latest = camera.name === "LSSTCam" ? latest : camera.latest;
    await route.fulfill({ json: answer });
  });
  await page.route(`**/api/cameras/LSSTCam/nights/${dayObs}`, (route) =>
    route.fulfill({ json: { camera: "LSSTCam", dayObs, deltaId: "0-0", exposures } }),
  );
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      if (!isSilent) socket.send(message);
    });
    sockets.push(socket);
  });
  return {
    push(changed) {
      pushed += 1;
      const delta = { v: 1, id: `${pushed}-0`, exposure: changed, detectors: [] };
      for (const socket of sockets) socket.send(`42${JSON.stringify(["exposure:changed", delta])}`);
    },
    silence: () => {
      isSilent = true;
    },
  };
}

const night = () => [3, 2, 1].map((seqNum) => exposure(seqNum));

test("V2: a wall follows the night, stops on a key, says how far it is behind, and goes on", async ({ page }) => {
  const { push } = await tapNight(page, night());
  await page.goto("/LSSTCam/current");
  const latest = page.getByTestId("latest-exposure");
  const follow = page.getByTestId("follow");
  await expect(latest.getByRole("heading", { level: 1 })).toContainText("#3");
  push(exposure(4));
  await expect(latest.getByRole("heading", { level: 1 })).toContainText("#4");

  await page.keyboard.press("Space");
  await expect(follow).toHaveAttribute("data-held", "true");
  for (const seqNum of [5, 6, 7]) push(exposure(seqNum));
  await expect(follow).toContainText("paused, 3 behind");
  await expect(latest.getByRole("heading", { level: 1 })).toContainText("#4");
  await page.keyboard.press("ArrowLeft");
  await expect(latest.getByRole("heading", { level: 1 })).toContainText("#3");
  await page.getByRole("button", { name: "Go on" }).press("Space");
  await expect(latest.getByRole("heading", { level: 1 })).toContainText("#7");
  await page.keyboard.press("p");
  await expect(follow).toHaveAttribute("data-behind", "0");
});

test("V3: an exposure in progress goes from pending over n of N to complete, and nothing moves", async ({ page }) => {
  const { push } = await tapNight(page, night());
  await page.goto("/LSSTCam/current");
  const line = page.getByTestId("stages").locator("li").first();
  const values = page.getByRole("region", { name: "Last image" });
  await expect(line).toContainText("#3");
  push(exposure(4, { state: "pending", done: 0, revision: 1, completedAtMs: null, header: null, metrics: {} }));
  await expect(line.locator("[data-stage=begun]")).toContainText("pending");
  const before = await values.boundingBox();
  push(exposure(4, { state: "partial", done: 40, revision: 2, completedAtMs: null }));
  await expect(line.locator("[data-stage=analysed]")).toContainText("40 of 189");
  push(exposure(4, { revision: 3, completedAtMs: Date.now() }));
  await expect(line.locator("[data-stage=settled]")).toContainText("complete");
  expect(await values.boundingBox()).toEqual(before);
});

test("V4: a stream that falls silent is noticed within five seconds and told across the room", async ({ page }) => {
  const { silence } = await tapNight(page, night());
  await page.goto("/LSSTCam/current");
  const stream = page.locator("[data-source=stream]");
  await expect(stream).toHaveAttribute("data-level", "ok");
  await expect(page.locator("[data-source=image]")).toContainText("ago");
  silence();
  await expect(page.getByTestId("dead-stream")).toBeVisible({ timeout: 8000 });
  await expect(stream).toHaveAttribute("data-level", "stale");
  // The age that it tells when it appears is how long it took to notice.
  const words = await stream.textContent();
  expect(words).toMatch(/silent for 0:0[3-5]/);
  await expect(page.locator("[data-source=store]")).toHaveAttribute("data-level", "unknown");
  await expect(page.getByTestId("latest-exposure")).toContainText("#3");
});

test("V2: without its header for embedding, and several cameras at once", async ({ page }) => {
  await tapNight(page, night());
  await page.goto("/LSSTCam/current?headerless=true&channels=mount");
  await expect(page.locator("[data-channel=mount]")).toContainText("nothing in this channel");
  await expect(page.getByRole("banner")).toHaveCount(0);
  await expect(page.getByTestId("footer")).toHaveCount(0);
  await page.goto("/current?cameras=LSSTCam,NoCam");
  await expect(page.locator("section[data-camera=LSSTCam]")).toContainText("#3");
  await expect(page.locator("section[data-camera=NoCam]")).toContainText("no camera of this name");
});

test("V5: the foot of the page tells the bytes that it has cost", async ({ page }) => {
  await tapNight(page, night());
  await page.goto("/LSSTCam/current");
  const bytes = page.getByTestId("footer").locator("[data-bytes]");
  await expect(bytes).toContainText(/\d kB used by this page|MB used by this page/);
  const first = Number(await bytes.getAttribute("data-bytes"));
  await expect.poll(async () => Number(await bytes.getAttribute("data-bytes"))).toBeGreaterThan(first);
});

test("V7: a page that is older than its server loads itself again, once", async ({ page }) => {
  let opened = 0;
  page.on("load", () => {
    opened += 1;
  });
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      const newer = String(message).replace(/("server:pulse",\{"v":)1/, "$12");
      socket.send(typeof message === "string" ? newer : message);
    });
  });
  await page.goto("/");
  await expect(page.getByText("This page still runs the old build")).toBeVisible({ timeout: 15_000 });
  expect(opened).toBe(2);
});
