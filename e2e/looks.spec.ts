/** Looks and access of every page: axe in all themes, what red lets through, the first paint, and stillness. */
import { expect, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { themeCookie, themes } from "#app/theme/theme.ts";
import { serveNight } from "../fixtures/serve-night.ts";
import { imageEvents, nightCamera, nightExposureId, smallFrame } from "../fixtures/small-night.ts";
import { syntheticDayObs, syntheticExposure, syntheticNight } from "../fixtures/synthetic-night.ts";
import { ownFolder } from "./own-folder.ts";
import { seriousTroubles, wear } from "./serious-troubles.ts";

const folder = ownFolder("looks");
const night = `/${nightCamera}/20260901`;
const madeUp = `/LSSTCam/${syntheticDayObs}`;

test.beforeAll(async ({ request }) => {
  for (const event of imageEvents([1, 2], smallFrame(folder.path))) {
    expect((await request.post("/api/ingest", { data: JSON.parse(event) })).status()).toBe(202);
  }
  for (const seqNum of [1, 2]) {
    const exposure = `/api/cameras/${nightCamera}/exposures/${nightExposureId(seqNum)}`;
    await expect
      .poll(async () => (await (await request.get(exposure)).json()).state, { timeout: 30_000 })
      .toBe("complete");
  }
});

/** Opens a made-up night of LSSTCam with its table. */
async function openMadeUp(page: Page, query = "", exposures = 40) {
  const served = await serveNight(page, syntheticNight(exposures));
  await page.goto(`${madeUp}${query}`);
  await expect(page.locator("[data-exposure-id]").first()).toBeVisible({ timeout: 30_000 });
  return served;
}

/** @returns the brightest green and blue among a picture's pixels, 0…255, and the mean of all channels. */
async function lightOf(picture: Buffer) {
  const { channels } = await sharp(picture).removeAlpha().stats();
  const [red, green, blue] = channels;
  if (!red || !green || !blue) throw new Error("The picture has no colours.");
  return { greenMost: green.max, blueMost: blue.max, mean: (red.mean + green.mean + blue.mean) / 3 };
}

/** Nothing but red leaves the screen, in the state that the page is in. */
async function expectOnlyRed(page: Page): Promise<void> {
  await wear(page, "red");
  const { greenMost, blueMost } = await lightOf(await page.screenshot({ animations: "disabled" }));
  expect({ greenMost, blueMost, url: page.url() }).toEqual({ greenMost: 0, blueMost: 0, url: page.url() });
}

const plainPages = [
  ["/", "main h1"],
  ["/no/such/page/here", "[data-testid=not-found]"],
  ["/alerts", "main h1"],
  ["/configuration", "main h1"],
  ["/admin", "main h1"],
  ["/workers", "main h1"],
  [`/${nightCamera}/trends`, "main h1"],
  [`/${nightCamera}/current`, "[data-testid=latest-exposure]"],
  [`/current?cameras=${nightCamera}`, "[data-testid=latest-exposure]"],
] as const;

for (const [path, settled] of plainPages) {
  test(`O1 O2: axe finds nothing serious at ${path}, and red is only red`, async ({ page }) => {
    await page.goto(path);
    await expect(page.locator(settled).first()).toBeAttached({ timeout: 20_000 });
    expect(await seriousTroubles(page)).toEqual([]);
    await expectOnlyRed(page);
  });
}

test("O1 O2: the night with all kinds of plots, its menus, its errors and its help", async ({ page }) => {
  // Some ten passes of axe over a full page.
  test.setTimeout(300_000);
  await openMadeUp(
    page,
    "?group=topic&sel=8-10&scatter=airmass,exp,psf_fwhm&hist=airmass&q=fwhm+is+warning+or+seq+>+3",
    12,
  );
  await expect(page.getByTestId("scatter")).toBeVisible();
  await page.getByRole("button", { name: "detectors", exact: true }).click();
  expect(await seriousTroubles(page)).toEqual([]);
  await expectOnlyRed(page);
  const inDark = (within: string) => seriousTroubles(page, { within, wearing: ["dark"] });
  const opened = "button[aria-expanded=true] + div";
  for (const menu of [/^View:/, "Export what is shown", "Choose the plots", /^Camera LSSTCam/]) {
    await page.getByRole("button", { name: menu }).click();
    expect(await inDark(opened)).toEqual([]);
    await page.keyboard.press("Escape");
  }
  await page.getByRole("button", { name: /^Columns/ }).click();
  expect(await seriousTroubles(page, { within: opened })).toEqual([]);
  await page.keyboard.press("Escape");
  await page.locator("#night-search").fill("fwmh > 1");
  await page.keyboard.press("Enter");
  expect(await inDark("[data-testid=query-problem]")).toEqual([]);
  await page.locator('th[data-col="band"] button').first().click({ button: "right" });
  expect(await inDark("[data-testid=column-menu]")).toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Help and keys" }).click();
  expect(await inDark("dialog[open]")).toEqual([]);
  await expectOnlyRed(page);
});

test("O1 O2: an exposure with its pictures, a detector in depth, and two side by side", async ({ page }) => {
  await page.goto(`${night}/1?detector=R22_S11`);
  await expect(page.getByRole("navigation", { name: "Exposures" })).toBeVisible();
  await expect(page.locator("main img").first()).toBeVisible();
  await page.getByTestId("job-logs").locator("summary").click();
  expect(await seriousTroubles(page)).toEqual([]);
  await expectOnlyRed(page);
  // Each picture of pixels goes through the filter; a colour of its own would show.
  const filters = await page
    .locator("main img")
    .evaluateAll((list) => list.map((image) => getComputedStyle(image).filter));
  expect(filters.length).toBeGreaterThan(0);
  expect(filters.every((filter) => filter.includes("red-only"))).toBe(true);
  await page.goto(`${night}/1?with=20260901.2`);
  await expect(page.getByTestId("compare-metrics")).toBeVisible();
  expect(await seriousTroubles(page, { within: "main", wearing: ["dark"] })).toEqual([]);
});

test("O6: UTC stands first and TAI beside it by choice; what the header tells is copied by a click", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${night}/2`);
  const copied = page.getByRole("region", { name: "Header" }).getByRole("button", { name: String(nightExposureId(2)) });
  await copied.click();
  await expect(page.getByTestId("copied")).toContainText(`Exposure id copied: ${nightExposureId(2)}`);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(String(nightExposureId(2)));
  await page.getByRole("button", { name: /UTC.*show TAI beside UTC/ }).click();
  const second = page.getByTestId("second-clock");
  await expect(second).toContainText("TAI");
  await page.reload();
  await expect(second).toContainText(/\d\d:\d\d:\d\d TAI/);
  const clocks = await page.getByRole("button", { name: /beside UTC/ }).textContent();
  const [utcS = 0, taiS = 0] = [...(clocks ?? "").matchAll(/(\d\d):(\d\d):(\d\d)/g)].map(
    ([, hours, minutes, seconds]) => Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds),
  );
  expect((taiS - utcS + 86_400) % 86_400).toBe(37);

  await page.goto(`${night}?cols=seq,time,time_tai`);
  const cells = page.locator(`tr[data-exposure-id="${nightExposureId(2)}"] td`);
  await expect(cells.nth(1)).toContainText(":");
  const [, utc, tai] = await cells.allTextContents();
  const secondsOf = (clock = "") => Date.parse(`1970-01-01T${clock.trim()}Z`) / 1000;
  expect((secondsOf(tai) - secondsOf(utc) + 86_400) % 86_400).toBe(37);
});

test("O1 O3: a phone shows the night and an exposure without a scroll to the side, in targets that a thumb hits", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 390, height: 844 });
  await openMadeUp(page);
  const isWide = () => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(await isWide()).toBe(false);
  expect(await seriousTroubles(page)).toEqual([]);
  const lows = await page
    .locator(".control:visible, [role=radio]:visible")
    .evaluateAll((list) =>
      list.filter((each) => each.getBoundingClientRect().height < 40).map((each) => each.outerHTML),
    );
  expect(lows).toEqual([]);
  await page.goto(`${night}/1`);
  await expect(page.locator("main img").first()).toBeVisible();
  expect(await isWide()).toBe(false);
  expect(await seriousTroubles(page)).toEqual([]);
  await page.goto(`/${nightCamera}/current`);
  await expect(page.getByTestId("latest-exposure")).toBeVisible();
  expect(await isWide()).toBe(false);
});

test("O4: no theme flashes white while a page loads, and none waits for a script to be put on", async ({
  page,
  context,
  baseURL,
}) => {
  // Style sheets come late and scripts never: what is painted meanwhile is what a slow link shows.
  await page.route("**/*.css*", async (route) => {
    const answer = await route.fetch();
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300))).catch(() => undefined);
    await route.fulfill({ response: answer });
  });
  await page.route("**/*.js*", (route) => route.abort());
  const frames: Buffer[] = [];
  const cdp = await context.newCDPSession(page);
  cdp.on("Page.screencastFrame", ({ data, sessionId }) => {
    frames.push(Buffer.from(data, "base64"));
    void cdp.send("Page.screencastFrameAck", { sessionId }).catch(() => undefined);
  });
  for (const theme of themes) {
    await page.goto('data:text/html,<body style="background:black">');
    await context.addCookies([{ name: themeCookie, value: theme, url: baseURL ?? "" }]);
    frames.length = 0;
    await cdp.send("Page.startScreencast", { format: "png", everyNthFrame: 1 });
    await page.goto(`/${nightCamera}`);
    await page.waitForLoadState("load");
    await expect.poll(() => frames.length).toBeGreaterThan(1);
    await cdp.send("Page.stopScreencast");
    const colors = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(colors).toBe({ dark: "rgb(11, 14, 20)", light: "rgb(247, 248, 250)", red: "rgb(0, 0, 0)" }[theme]);
    if (theme === "light") continue;
    for (const frame of frames) {
      const { mean, greenMost } = await lightOf(frame);
      expect(mean).toBeLessThan(60);
      if (theme === "red") expect(greenMost).toBe(0);
    }
  }
});

test("O5: a new row slides in once, and not at all for who asked for less motion", async ({ page }) => {
  const { push } = await openMadeUp(page);
  const moving = () => page.evaluate(() => document.getAnimations().length);
  await page.evaluate(() => {
    document.addEventListener("animationstart", () => {
      document.body.dataset["moved"] = "yes";
    });
  });
  push(syntheticExposure(41));
  await expect(page.locator("body")).toHaveAttribute("data-moved", "yes");
  await expect.poll(moving).toBe(0);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.evaluate(() => delete document.body.dataset["moved"]);
  push(syntheticExposure(42));
  await expect(page.locator('tr[data-seq="42"]')).toBeVisible();
  await expect(page.locator("body")).not.toHaveAttribute("data-moved", "yes");
});
