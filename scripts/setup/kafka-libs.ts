/** Fetches Apache Kafka as Maven artefacts; versions and what they need are in kafka/pom.xml and kafka/pom-4.xml. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { writeTruststore } from "./java-truststore.ts";
import { partsDir, rootDir } from "./places.ts";
import type { Progress } from "./progress.ts";
import { runCommand } from "./run-command.ts";

/** `3.9` is what the observatory runs; `4` is the newest, for tests. */
export type KafkaLine = "3.9" | "4";

interface LinePlaces {
  dir: string;
  pomFile: string;
  stampFile: string;
}

function placesOf(line: KafkaLine): LinePlaces {
  const dir = join(partsDir, line === "3.9" ? "kafka" : "kafka-4");
  const pomFile = join(rootDir, "scripts/setup/kafka", line === "3.9" ? "pom.xml" : "pom-4.xml");
  return { dir, pomFile, stampFile: join(dir, "pom.sha256") };
}

/** @returns the folder of Kafka's jars. */
export function kafkaLibsDir(line: KafkaLine = "3.9"): string {
  return join(placesOf(line).dir, "libs");
}

function pomHash(pomFile: string): string {
  return createHash("sha256").update(readFileSync(pomFile)).digest("hex");
}

/** Whether the jars that the pom names are all there. */
export function haveKafkaLibs(line: KafkaLine = "3.9"): boolean {
  const { pomFile, stampFile } = placesOf(line);
  return (
    existsSync(stampFile) && existsSync(kafkaLibsDir(line)) && readFileSync(stampFile, "utf8") === pomHash(pomFile)
  );
}

/**
 * Options of Java to try in turn. A Java that was only unpacked has no certificates, because Debian makes them while
 * installing, and an installed one may not know those that this machine's network needs.
 */
function trustAttempts(java: string, dir: string): string[][] {
  const ours = writeTruststore(join(dir, "authorities.jks"));
  return java.startsWith(partsDir) ? [ours] : [[], ours];
}

/** Fetches the jars into a folder. @returns what went wrong, or null. */
async function runMaven(
  java: string,
  maven: string,
  pomFile: string,
  target: string,
  javaOptions: readonly string[],
  progress: Progress,
): Promise<string | null> {
  let files = 0;
  const goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", `-DoutputDirectory=${target}`];
  const outcome = await runCommand(maven, ["-B", "-f", pomFile, ...goal], {
    env: {
      ...process.env,
      PATH: `${dirname(java)}${delimiter}${process.env["PATH"] ?? ""}`,
      MAVEN_OPTS: [process.env["MAVEN_OPTS"] ?? "", ...javaOptions].join(" "),
    },
    onLine: (line) => {
      if (!line.includes("Downloaded from")) return;
      files++;
      if (files % 50 === 0) progress.step(`kafka: ${files} files fetched`, null);
    },
  });
  if (outcome.code === 0) return null;
  const errors = outcome.tail.filter((line) => line.includes("[ERROR]"));
  return (errors.length > 0 ? errors.slice(0, 3) : outcome.tail.slice(-3)).join("\n  ");
}

/** Fetches the jars. @returns what went wrong, or null. */
export async function fetchKafkaLibs(
  java: string,
  maven: string,
  progress: Progress,
  line: KafkaLine = "3.9",
): Promise<string | null> {
  const { dir, pomFile, stampFile } = placesOf(line);
  const libsDir = kafkaLibsDir(line);
  mkdirSync(dir, { recursive: true });
  const partial = join(dir, "libs.partial");
  progress.step(`kafka: fetching Apache Kafka ${line} (about 60 jars, 46 MB)`, null);
  let trouble: string | null = null;
  for (const javaOptions of trustAttempts(java, dir)) {
    rmSync(partial, { recursive: true, force: true });
    trouble = await runMaven(java, maven, pomFile, partial, javaOptions, progress);
    if (trouble === null) break;
  }
  if (trouble !== null) return trouble;
  rmSync(libsDir, { recursive: true, force: true });
  renameSync(partial, libsDir);
  writeFileSync(stampFile, pomHash(pomFile));
  return null;
}
