/** Sees to it that the parts a command needs are there: finds them, or installs them, or says what to do. */
import { areKnown, hasApt, install, isRoot, updateLists } from "./apt.ts";
import { type Part, type PartName, parts } from "./catalog.ts";
import { findPart } from "./find-part.ts";
import { fetchKafkaLibs, haveKafkaLibs } from "./kafka-libs.ts";
import { type Progress, progressOn } from "./progress.ts";
import { unpackPart } from "./unpack.ts";

/** What can be asked for; `kafka` is Java and Kafka's jars. */
export type Wanted = Exclude<PartName, "java" | "maven"> | "kafka";

export interface PartOutcome {
  name: Wanted;
  /** Null when the part is ready; else what is missing, why it is needed and what to do, for a person. */
  missing: string | null;
  /** True when nothing had to be done. */
  alreadyThere: boolean;
  tookMs: number;
}

/** The one message for a part that cannot be had. */
export function missingMessage(part: Pick<Part, "name" | "why" | "instead">, reason: string): string {
  return `${part.name} is not to be had: ${reason}\n  It is needed for ${part.why}.\n  What to do: ${part.instead}.`;
}

async function knownPackages(part: Part): Promise<readonly string[] | null> {
  for (const packages of part.debian) if (await areKnown(packages)) return packages;
  return null;
}

/** @returns what went wrong, or null when the part is there now. */
async function obtain(part: Part, progress: Progress): Promise<string | null> {
  if (!hasApt()) return "it is not on PATH, and this machine has no apt-get to fetch it with.";
  const lists = await updateLists(progress);
  const packages = await knownPackages(part);
  if (packages === null) {
    const trouble = lists.code === 0 ? "" : ` (apt-get update failed: ${lists.tail.at(-1) ?? "no reason given"})`;
    return `the package lists of this machine do not hold ${part.debian.flat().join(" or ")}${trouble}.`;
  }
  if (part.unpackOnly || !isRoot()) {
    progress.say(`${part.name}: unpacking ${packages.join(", ")} into .firstlook/parts/${part.name}`);
    return unpackPart(part, packages, progress);
  }
  progress.say(`${part.name}: installing ${packages.join(", ")} with apt-get`);
  const outcome = await install(packages, part.name, progress);
  return outcome.code === 0 ? null : `apt-get ended with ${outcome.code}:\n  ${outcome.tail.slice(-4).join("\n  ")}`;
}

/** @returns the message for a person when the part is not there and cannot be had, else null. */
async function ensurePart(name: PartName, progress: Progress): Promise<string | null> {
  if (findPart(name) !== null) return null;
  const part = parts[name];
  const trouble = await obtain(part, progress);
  if (trouble !== null) return missingMessage(part, trouble);
  return findPart(name) === null ? missingMessage(part, "it was installed, but its program is not found.") : null;
}

async function ensureKafka(progress: Progress): Promise<string | null> {
  const java = await ensurePart("java", progress);
  if (java !== null || haveKafkaLibs()) return java;
  const maven = await ensurePart("maven", progress);
  if (maven !== null) return maven;
  const trouble = await fetchKafkaLibs(findPart("java") ?? "java", findPart("maven") ?? "mvn", progress);
  if (trouble === null) return null;
  const instead =
    "see that this machine reaches a Maven repository (mvn can be told of a mirror), or do without --kafka";
  return missingMessage({ name: "maven", why: "fetching Apache Kafka", instead }, trouble);
}

function isThere(name: Wanted): boolean {
  return name === "kafka" ? findPart("java") !== null && haveKafkaLibs() : findPart(name) !== null;
}

/** Makes the parts ready, one after the other; a part that is there already costs nothing. Never rejects. */
export async function ensureParts(
  wanted: readonly Wanted[],
  progress = progressOn(process.stderr),
): Promise<PartOutcome[]> {
  const outcomes: PartOutcome[] = [];
  for (const [index, name] of wanted.entries()) {
    const startedAtMs = performance.now();
    const alreadyThere = isThere(name);
    if (!alreadyThere) progress.say(`${name}: not here yet (part ${index + 1} of ${wanted.length})`);
    const missing = alreadyThere ? null : await (name === "kafka" ? ensureKafka(progress) : ensurePart(name, progress));
    const tookMs = performance.now() - startedAtMs;
    if (missing !== null) progress.say(missing);
    else if (!alreadyThere) progress.say(`${name}: ready in ${(tookMs / 1000).toFixed(1)} s`);
    outcomes.push({ name, missing, alreadyThere, tookMs });
  }
  return outcomes;
}
