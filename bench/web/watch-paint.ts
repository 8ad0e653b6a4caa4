/** Notes in a real page when each row of the night was painted with how many results. */
import type { Page } from "@playwright/test";

/** The first frame that showed the exposure with so many detectors done. */
export interface Painted {
  seqNum: number;
  done: number;
  atMs: number;
}

/** Begins to watch the night's table of an open page, in which the column `done` is shown. */
export async function watchPaint(page: Page): Promise<void> {
  await page.evaluate(() => {
    const painted: Painted[] = [];
    const latest = new Map<string, number>();
    Object.assign(window, { painted });
    const look = (): void => {
      const fresh: Painted[] = [];
      for (const row of document.querySelectorAll<HTMLElement>("tr[data-seq]")) {
        const seq = row.dataset.seq ?? "";
        const done = Number.parseInt(row.querySelector("[data-col=done]")?.textContent ?? "", 10);
        if (Number.isNaN(done) || latest.get(seq) === done) continue;
        latest.set(seq, done);
        fresh.push({ seqNum: Number(seq), done, atMs: 0 });
      }
      if (fresh.length === 0) return;
      // A message is handled right after the frame that the callback belongs to.
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        for (const each of fresh) painted.push({ ...each, atMs: Date.now() });
        channel.port1.close();
      };
      requestAnimationFrame(() => channel.port2.postMessage(null));
    };
    look();
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

export async function paintedSoFar(page: Page): Promise<Painted[]> {
  return await page.evaluate(() => Reflect.get(window, "painted") as Painted[]);
}
