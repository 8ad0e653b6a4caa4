/** A dry run of the selection: which rule an image event matches, and why the others do not. */
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Camera } from "#contracts/camera.ts";
import { factsOfHeader, factText, type SelectionFacts } from "#contracts/selection.ts";
import { genericCamera } from "#io/cameras/generic-camera.ts";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { loadSelection } from "#io/pipelines/load-selection.ts";
import { placeText } from "#io/pipelines/resolve/problem.ts";
import { imageFacts, judgeRules } from "#server/distributor/select-pipelines.ts";
import { parseEvent } from "#server/intake/parse-event.ts";
import { taskCatalog } from "#tasks/catalog.ts";
import { headerFactsOf } from "#workers/pixels/header-facts.ts";
import { chooseCamera } from "../replay/choose-camera.ts";
import { cameraNamesIn, type ImageHeaders, readImageHeaders } from "../replay/read-image-facts.ts";
import { imageOfHeaders } from "./image-of-headers.ts";

/** What a dry run is of: an event, an image whose header adds its facts, or an image alone. */
export interface DryRun {
  event?: string;
  image?: string;
  /** For an image alone, where its header does not say. */
  camera?: string;
}

/**
 * @param wanted a pipeline that the lines are to speak of as well.
 * @returns lines for people, the same for programs, and whether every record tells of an image.
 */
export async function explainEvent(run: DryRun, wanted?: string) {
  const cameras = await loadCameras();
  const rules = await loadSelection(taskCatalog);
  const headers = run.image === undefined ? null : headersOf(run.image);
  const file = run.event ?? run.image ?? "";
  const lines: string[] = [];
  const images: object[] = [];
  let isSelected = true;
  const records = run.event
    ? parseEvent(await readEvent(run.event), cameras)
    : headers
      ? [{ kind: "work" as const, image: imageAlone(headers, cameras, run.camera ?? null) }]
      : [];
  for (const parsed of records) {
    if (parsed.kind !== "work") {
      isSelected = false;
      const reason = "reason" in parsed ? parsed.reason : null;
      lines.push(`${file}: no image to select for (${parsed.kind}): ${reason}`);
      images.push({ outcome: parsed.kind, reason });
      continue;
    }
    const { image } = parsed;
    const camera = cameras.find(({ name }) => name === image.camera) ?? genericCamera(image.camera);
    const facts = {
      ...imageFacts(image, camera),
      ...(headers && factsOfHeader(headerFactsOf(headers.headers, camera))),
    };
    const judged = judgeRules(rules, facts);
    const chosen = judged.find(({ verdict }) => verdict === "matches") ?? null;
    const isOpen = judged.some(({ verdict }) => verdict === "may match");
    const pipeline = chosen?.rule.pipeline ?? null;
    const unless = isOpen ? ", unless the header meets a rule before (name the image by --image)" : "";
    const answer = `${pipeline ?? "nothing is run"}${unless}`;
    const width = Math.max(...judged.map(({ rule }) => (rule.pipeline ?? "nothing").length));
    lines.push(
      `${image.camera} ${image.exposureId} ${image.detector} ${image.kind}: ${answer}`,
      `  ${headers ? "known from the event and the header" : "known before the header is read"}: ${factsText(facts)}`,
      ...judged.map(({ rule, verdict, why }) => {
        const runs = rule.pipeline ?? "nothing";
        return `  ${placeText(rule.place).padEnd(28)} ${runs.padEnd(width)} ${verdict.padEnd(14)} ${why}`;
      }),
    );
    const possible = judged.filter(({ verdict }) => verdict === "matches" || verdict === "may match");
    if (wanted !== undefined && !possible.some(({ rule }) => rule.pipeline === wanted))
      lines.push(`  ${wanted} is not what this image gets`);
    const view = judged.map(({ rule, verdict, why }) => {
      return { file: rule.place.file, line: rule.place.line, pipeline: rule.pipeline, verdict, why };
    });
    images.push({
      ...image,
      outcome: "work",
      pipeline,
      isOpen,
      reason: chosen?.rule.reason ?? null,
      facts,
      rules: view,
    });
  }
  return { lines, view: { event: file, images }, isSelected };
}

function factsText(facts: SelectionFacts): string {
  const known = Object.entries(facts) as [keyof SelectionFacts, SelectionFacts[keyof SelectionFacts]][];
  return known.map(([name, value]) => `${name} ${factText(value)}`).join(", ");
}

function headersOf(path: string): ImageHeaders {
  const headers = readImageHeaders(path);
  if (headers.headers.length === 0) throw new Error(`The image ${path} cannot be read: ${headers.problem}`);
  return headers;
}

function imageAlone(headers: ImageHeaders, cameras: readonly Camera[], name: string | null) {
  const wanted = { name, headerNames: cameraNamesIn(headers), folder: dirname(headers.path) };
  return imageOfHeaders(headers, chooseCamera(cameras, wanted));
}

async function readEvent(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new Error(`The event ${file} cannot be read: ${(error as Error).message}`);
  }
}
