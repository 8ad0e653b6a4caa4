/** The configuration in a browser: where values come from, what is broken, a change while all runs, and the way back. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect as expectNow, test } from "@playwright/test";
import { configurationAnswer } from "#contracts/configuration.ts";
import { exposureDetail } from "#contracts/exposure.ts";
import { ownFolder } from "./own-folder.ts";
import { runFirstlook } from "./run-firstlook.ts";

// Files are looked at, and the page reads, every few seconds.
const expect = expectNow.configure({ timeout: 20_000 });
test.setTimeout(120_000);

const folder = ownFolder("configuration");
const pipelines = process.env["E2E_PIPELINES"] ?? "";
const shared = join(pipelines, "_shared", "measure.yaml");
const original = readFileSync(join("pipelines", "_shared", "measure.yaml"), "utf8");
const detector = "R22_S11";

async function observe(dayObs: number): Promise<void> {
  const night = join(folder.path, String(dayObs));
  await runFirstlook(
    ["simulate", night, "--camera", "SimCam", "--exposures", "1", "--detectors", detector],
    ["--day-obs", String(dayObs), "--seed", "5"],
  );
  await runFirstlook(["replay", night, "--camera", "SimCam", "--rate", "0"], [], { isPartial: true });
}
test.afterAll(() => {
  writeFileSync(shared, original);
});

test("C5: an exposure's page shows the rule that chose its pipeline, and where each value comes from", async ({
  page,
}) => {
  await observe(20260911);
  await page.goto(`/SimCam/20260911/1?detector=${detector}`);
  const card = page.getByTestId("configuration");
  await expect(card.getByTestId("chosen-rule")).toContainText("quick-look chosen by the image’s header");
  await card.getByTestId("chosen-rule").locator("summary").click();
  await expect(card).toContainText("imageType is science, not bias");
  const sigmas = card.locator("[data-field=detectionSigmas]");
  await expect(sigmas).toContainText("shared pipelines/_shared/measure.yaml:7");
  await sigmas.locator("summary").click();
  await expect(sigmas).toContainText("fragment counting, used at pipelines/quick-look.yaml:5");
  await expect(card.locator("[data-field=starsMax]")).toBeHidden();
  await card.getByText("values are defaults").click();
  await expect(card.locator("[data-field=starsMax]")).toContainText("80");
});

test("C2, C3, C4: broken files are shown and change nothing; mended ones are taken; an operator goes back", async ({
  page,
  request,
}) => {
  const read = async () => configurationAnswer.parse(await (await request.get("/api/configuration")).json());
  const before = (await read()).current?.version;
  await page.goto("/configuration");
  await expect(page.getByTestId("in-effect")).toHaveAttribute("data-version", before ?? "");

  writeFileSync(shared, original.replace("detectionSigmas: 5", "detectionSigmas: 0"));
  const broken = page.getByTestId("broken-configuration");
  await expect(broken).toContainText(/pipelines\/_shared\/measure\.yaml:7:15.*detectionSigmas is 0/);
  await expect(page.getByTestId("in-effect")).toHaveAttribute("data-version", before ?? "");
  await page.goto("/workers");
  await expect(broken).toContainText("pipelines/_shared/measure.yaml:7:15");

  await page.goto("/configuration");
  writeFileSync(shared, original.replace("detectionSigmas: 5", "detectionSigmas: 6"));
  await expect(broken).toHaveCount(0);
  await expect(page.getByTestId("in-effect")).not.toHaveAttribute("data-version", before ?? "");
  const after = (await read()).current?.version;
  await observe(20260912);
  const url = "/api/cameras/SimCam/exposures/2026091200001";
  const detail = exposureDetail.parse(await (await request.get(url)).json());
  expect(detail.detectors.find((each) => each.detector === detector)?.selection?.version).toBe(after);

  await page
    .getByRole("button", { name: `Roll back to ${before}` })
    .first()
    .click();
  await expect(page.getByTestId("in-effect")).toHaveAttribute("data-version", before ?? "");
  await expect(page.getByTestId("disk-differs")).toContainText(after ?? "");
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByTestId("in-effect")).toHaveAttribute("data-version", after ?? "");
});
