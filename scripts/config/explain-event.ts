/** A dry run of the selection: which rule an image event matches, and why the others do not. */
import { readFile } from "node:fs/promises";
import { genericCamera } from "#io/cameras/generic-camera.ts";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { loadSelection } from "#io/pipelines/load-selection.ts";
import { placeText } from "#io/pipelines/resolve/problem.ts";
import { imageFacts, judgeRules } from "#server/distributor/select-pipelines.ts";
import { parseEvent } from "#server/intake/parse-event.ts";
import { taskCatalog } from "#tasks/catalog.ts";

/**
 * @param wanted a pipeline that the lines are to speak of as well.
 * @returns lines for people, the same for programs, and whether every record tells of an image.
 */
export async function explainEvent(file: string, wanted?: string) {
  const cameras = await loadCameras();
  const rules = await loadSelection(taskCatalog);
  const lines: string[] = [];
  const images: object[] = [];
  let isSelected = true;
  for (const parsed of parseEvent(await readEvent(file), cameras)) {
    if (parsed.kind !== "work") {
      isSelected = false;
      const reason = "reason" in parsed ? parsed.reason : null;
      lines.push(`${file}: no image to select for (${parsed.kind}): ${reason}`);
      images.push({ outcome: parsed.kind, reason });
      continue;
    }
    const { image } = parsed;
    const camera = cameras.find(({ name }) => name === image.camera) ?? genericCamera(image.camera);
    const facts = imageFacts(image, camera);
    const judged = judgeRules(rules, facts);
    const chosen = judged.find(({ verdict }) => verdict === "matches")?.rule ?? null;
    const pipeline = chosen?.pipeline ?? null;
    lines.push(
      `${image.camera} ${image.exposureId} ${image.detector} ${image.kind}: ${pipeline ?? "nothing is run"}`,
      `  known before the header is read: ${Object.entries(facts)
        .map(([name, value]) => `${name} ${value ?? "missing"}`)
        .join(", ")}`,
      ...judged.map(({ rule, verdict, why }) => {
        const run = rule.pipeline ?? "nothing";
        return `  ${placeText(rule.place)} ${run.padEnd(22)} ${verdict.padEnd(14)} ${why}`;
      }),
    );
    if (wanted !== undefined && wanted !== pipeline) lines.push(`  ${wanted} is not what this image gets`);
    const view = judged.map(({ rule, verdict, why }) => {
      return { file: rule.place.file, line: rule.place.line, pipeline: rule.pipeline, verdict, why };
    });
    images.push({ ...image, outcome: "work", pipeline, reason: chosen?.reason ?? null, facts, rules: view });
  }
  return { lines, view: { event: file, images }, isSelected };
}

async function readEvent(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new Error(`The event ${file} cannot be read: ${(error as Error).message}`);
  }
}
