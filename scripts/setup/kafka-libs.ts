/** Fetches Apache Kafka as Maven artefacts; its version and what it needs are in kafka/pom.xml. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { writeTruststore } from "./java-truststore.ts";
import { partsDir, rootDir } from "./places.ts";
import type { Progress } from "./progress.ts";
import { runCommand } from "./run-command.ts";

const kafkaDir = join(partsDir, "kafka");
const pomFile = join(rootDir, "scripts/setup/kafka/pom.xml");
const stampFile = join(kafkaDir, "pom.sha256");
/** The folder of Kafka's jars. */
export const kafkaLibsDir = join(kafkaDir, "libs");

function pomHash(): string {
  return createHash("sha256").update(readFileSync(pomFile)).digest("hex");
}

/** Whether the jars that the pom names are all there. */
export function haveKafkaLibs(): boolean {
  return existsSync(stampFile) && existsSync(kafkaLibsDir) && readFileSync(stampFile, "utf8") === pomHash();
}

/**
 * Options of Java to try in turn. A Java that was only unpacked has no certificates, because Debian makes them while
 * installing, and an installed one may not know those that this machine's network needs.
 */
function trustAttempts(java: string): string[][] {
  const ours = writeTruststore(join(kafkaDir, "authorities.jks"));
  return java.startsWith(partsDir) ? [ours] : [[], ours];
}

/** Fetches the jars into a folder. @returns what went wrong, or null. */
async function runMaven(
  java: string,
  maven: string,
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
export async function fetchKafkaLibs(java: string, maven: string, progress: Progress): Promise<string | null> {
  mkdirSync(kafkaDir, { recursive: true });
  const partial = join(kafkaDir, "libs.partial");
  progress.step("kafka: fetching Apache Kafka (about 60 jars, 46 MB)", null);
  let trouble: string | null = null;
  for (const javaOptions of trustAttempts(java)) {
    rmSync(partial, { recursive: true, force: true });
    trouble = await runMaven(java, maven, partial, javaOptions, progress);
    if (trouble === null) break;
  }
  if (trouble !== null) return trouble;
  rmSync(kafkaLibsDir, { recursive: true, force: true });
  renameSync(partial, kafkaLibsDir);
  writeFileSync(stampFile, pomHash());
  return null;
}
