/** What axe finds on a page that keeps somebody from using it. */
import type { Page } from "@playwright/test";

/**
 * @param isRed the red theme is dim on purpose: one channel, and quiet text below what contrast rules ask for.
 * @returns rule and element of what axe calls serious or critical.
 */
export async function seriousTroubles(page: Page, isRed: boolean): Promise<string[]> {
  await page.addScriptTag({ path: "node_modules/axe-core/axe.min.js" });
  return page.evaluate(async (withoutContrast) => {
    interface Trouble {
      id: string;
      impact: string | null;
      nodes: { html: string }[];
    }
    const axe = Reflect.get(window, "axe") as { run: (options: object) => Promise<{ violations: Trouble[] }> };
    const { violations } = await axe.run({ rules: { "color-contrast": { enabled: !withoutContrast } } });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  }, isRed);
}
