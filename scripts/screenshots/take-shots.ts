/** Takes the pictures of a list of pages in all themes, on a desk and on a phone, and keeps them small. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import sharp from "sharp";
import { themeCookie, themes } from "#app/theme/theme.ts";
import { chromiumArgs, chromiumPath } from "../parts/chromium.ts";

export interface Shot {
  /** Begins the file's name, for example `simulated-night`. */
  name: string;
  path: string;
  /** What stands on the page once it shows its content. */
  settled: string;
}

const screens = {
  desk: { viewport: { width: 1920, height: 1080 }, deviceScaleFactor: 1, suffix: "" },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, suffix: "-phone", hasTouch: true },
} as const;
const quality = 80;

/** Resolves with the total of bytes, when every shot lies in the folder as `NAME-THEME[-phone].webp`. */
export async function takeShots(origin: string, folder: string, shots: readonly Shot[]): Promise<number> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] });
  let bytes = 0;
  try {
    for (const theme of themes) {
      for (const screen of Object.values(screens))
        bytes += await takeAll({ browser, origin, folder, theme, screen }, shots);
    }
  } finally {
    await browser.close();
  }
  return bytes;
}

interface Round {
  browser: Browser;
  origin: string;
  folder: string;
  theme: string;
  screen: (typeof screens)[keyof typeof screens];
}

async function takeAll({ browser, origin, folder, theme, screen }: Round, shots: readonly Shot[]): Promise<number> {
  const { suffix, ...device } = screen;
  const context = await browser.newContext({ ...device, reducedMotion: "reduce" });
  await context.addCookies([{ name: themeCookie, value: theme, url: origin }]);
  const page = await context.newPage();
  let bytes = 0;
  for (const { name, path, settled } of shots) {
    await page.goto(`${origin}${path}`);
    await page.locator(settled).first().waitFor({ timeout: 60_000 });
    await untilStill(page);
    const image = await sharp(await page.screenshot())
      .webp({ quality, effort: 6 })
      .toBuffer();
    await writeFile(join(folder, `${name}-${theme}${suffix}.webp`), image);
    bytes += image.byteLength;
  }
  await context.close();
  return bytes;
}

/** Fonts and pictures are there, and the page is live. */
async function untilStill(page: Page): Promise<void> {
  await page.locator("[data-live=live], [data-source=stream][data-level=ok]").first().waitFor({ timeout: 30_000 });
  await page.waitForLoadState("networkidle").catch(() => undefined);
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  });
}
