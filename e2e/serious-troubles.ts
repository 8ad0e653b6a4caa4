/** What axe finds on a page that keeps somebody from using it: by WCAG 2.2 AA, in each of the three themes. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { type Theme, themes } from "#app/theme/theme.ts";

const standards = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
/** Of all that axe looks at, what a theme can change. */
const rulesOfColor = ["color-contrast"];

/** Puts a theme on as the switch does, without its clicks. */
export async function wear(page: Page, theme: Theme): Promise<void> {
  await page.evaluate((name) => {
    document.documentElement.dataset["theme"] = name;
  }, theme);
}

/**
 * @param part what to look at, where only a part of the page has changed, and in which themes: a menu has the colours
 *   of the panels around it.
 * @returns theme, rule and elements of what axe calls serious or critical, in the state that the page is in.
 */
export async function seriousTroubles(
  page: Page,
  { within = "html", wearing = themes }: { within?: string; wearing?: readonly Theme[] } = {},
): Promise<string[]> {
  const troubles: string[] = [];
  for (const theme of wearing) {
    await wear(page, theme);
    // No page has frames, for which axe would open another page to sum up.
    const axe = new AxeBuilder({ page }).setLegacyMode().include(within);
    const { violations } = await (theme === "dark" ? axe.withTags(standards) : axe.withRules(rulesOfColor)).analyze();
    for (const { id, impact, nodes } of violations) {
      if (impact !== "serious" && impact !== "critical") continue;
      for (const { html, any } of nodes.slice(0, 4)) {
        troubles.push(`${theme} ${id}: ${html.slice(0, 200)} ${any[0]?.message ?? ""}`);
      }
    }
  }
  return troubles;
}
