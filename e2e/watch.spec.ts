/** What watches the system, in a real browser: painted exposures, latencies, alarms, and images tried again. */
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { plainFrame } from "../fixtures/plain-frame.ts";
import { runFirstlook } from "./run-firstlook.ts";

const camera = "WatchCam";
const dayObs = 20260901;
const idOf = (seqNum: number) => dayObs * 100_000 + seqNum;
const eventOf = (seqNum: number, uri: string) => ({
  type: "image-arrived",
  v: 1,
  camera,
  exposureId: idOf(seqNum),
  dayObs,
  seqNum,
  detector: "main",
  uri,
  eventAtMs: Date.now(),
});

test("D1 D2: what the browser painted is part of the exposure's way, and of the latencies that operators see", async ({
  page,
  request,
}) => {
  const path = join(tmpdir(), `firstlook-watch-${process.pid}.fits`);
  writeFileSync(path, plainFrame({ widthPx: 128, heightPx: 128, seed: 3 }));
  await page.goto(`/${camera}/${dayObs}`);
  await expect(page.locator('[data-live="live"]').first()).toBeVisible();
  // The page knows the server's clock once it has asked a few times.
  await expect
    .poll(
      async () => {
        const seqNum = 1 + Math.floor((Date.now() / 100) % 90_000);
        await request.post("/api/ingest", { data: eventOf(seqNum, `file://${path}`) });
        await expect(page.locator(`[data-exposure-id="${idOf(seqNum)}"][data-state="complete"]`).first()).toBeVisible({
          timeout: 20_000,
        });
        const detail = await (await request.get(`/api/cameras/${camera}/exposures/${idOf(seqNum)}`)).json();
        return detail.timeline.paintedAtMs >= detail.timeline.pushedAtMs;
      },
      { timeout: 40_000, intervals: [1000] },
    )
    .toBe(true);
  await page.goto("/workers");
  const stage = (name: string) => page.locator(`[data-testid="latency"] [data-stage="${name}"]`);
  await expect(stage("wait")).toContainText(/\d m?s/, { timeout: 20_000 });
  await expect(stage("paint")).toContainText(/\d m?s/, { timeout: 20_000 });
  await page.getByLabel("Camera of the latencies").selectOption(camera);
  await expect(stage("page")).toContainText(/\d m?s/, { timeout: 30_000 });
  expect(await (await request.get("/metrics")).text()).toContain(
    `firstlook_stage_seconds_count{camera="${camera}",stage="paint"}`,
  );
});

test("M4: a failed image is left alone, tried again by force when its file is there, and says what was before", async ({
  page,
  request,
}) => {
  test.slow();
  const seqNum = 95_001;
  const path = join(tmpdir(), `firstlook-watch-late-${process.pid}-${Date.now()}.fits`);
  await request.post("/api/ingest", { data: eventOf(seqNum, `file://${path}`) });
  await page.goto(`/${camera}/${dayObs}/${seqNum}`);
  const body = page.locator(`[data-exposure-id="${idOf(seqNum)}"]`).first();
  await expect(body).toHaveAttribute("data-state", "failed", { timeout: 40_000 });
  writeFileSync(path, plainFrame({ widthPx: 128, heightPx: 128, seed: 4 }));
  await runFirstlook(["trigger", String(idOf(seqNum)), "--camera", camera]);
  await expect(body).toHaveAttribute("data-state", "failed");
  await runFirstlook(["trigger", String(idOf(seqNum)), "--camera", camera, "--force", "--reason", "it was late"]);
  await expect(body).toHaveAttribute("data-state", "complete", { timeout: 40_000 });
  await expect(page.getByTestId("superseded")).toContainText("failed before with not-found");
  const { entries } = await (await request.get("/api/audit")).json();
  expect(entries[0]).toMatchObject({ action: "image:trigger", reason: "it was late" });
});

test("M3: an alarm stands over the night of its camera and over the workers, in words", async ({ page }) => {
  const message = "Images of LATISS stopped: exposure #7 was read out since 04:12:00 UTC and no image came.";
  const alarm = { id: "images-stopped:LATISS", kind: "images-stopped", level: "error", camera: "LATISS", message };
  const answer = {
    atMs: Date.now(),
    judgedAtMs: Date.now(),
    active: [{ ...alarm, sinceMs: Date.now() - 65_000 }],
    recent: [],
  };
  await page.route("**/api/alarms", (route) => route.fulfill({ json: answer }));
  await page.goto("/LATISS");
  await expect(page.locator('[data-alarm="images-stopped"]')).toContainText(message);
  await page.goto("/SimCam");
  await expect(page.locator("[data-alarm]")).toHaveCount(0);
  await page.goto("/workers");
  await expect(page.locator('[data-alarm="images-stopped"]')).toContainText("Alarm");
});
