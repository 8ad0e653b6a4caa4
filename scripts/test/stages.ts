/** The stages of `npm test`, in order: what each runs, and which parts of the machine it needs. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { readPipelineFolder } from "#io/pipelines/pipeline-files.ts";
import { PipelineError } from "#io/pipelines/resolve/problem.ts";
import { resolveConfiguration } from "#io/pipelines/resolve-configuration.ts";
import { taskCatalog } from "#tasks/catalog.ts";
import { diffFamilies } from "../config/diff-families.ts";
import { familiesText } from "../config/diff-text.ts";
import type { Wanted } from "../setup/ensure-parts.ts";
import { ownDir, rootDir } from "../setup/places.ts";
import { buildPages } from "../start/build-pages.ts";
import { checkFiles } from "./laws/check-laws.ts";
import { longFiles } from "./line-limit.ts";
import { runInherited } from "./run-inherited.ts";
import { sourceFiles } from "./source-files.ts";
import { emptyTally, type Tally, tallyVariable } from "./tally.ts";

export interface Stage {
  name: string;
  title: string;
  /** Without these it is skipped, or fails where CI is set. */
  needs: readonly Wanted[];
  /** @param missing parts that the stage can do without in part */
  run(missing: readonly Wanted[]): Promise<Tally>;
}

const packageFile = (path: string): string => join(rootDir, "node_modules", path);
const passed: Tally = { ...emptyTally, passed: 1 };
const failed: Tally = { ...emptyTally, failed: 1 };
// Suites with real servers get a second try, as a busy machine can starve one; what needed it is told by name.
const triesAgain = 1;

/** A check counts as one test. */
function check(name: string, title: string, program: string, args: readonly string[]): Stage {
  const run = async (): Promise<Tally> => ((await runInherited(program, args)) === 0 ? passed : failed);
  return { name, title, needs: [], run };
}

/** Runs a test runner whose reporter writes a tally; no tally, or an exit code that it does not explain, is a failure. */
async function runTallied(stage: string, args: readonly string[]): Promise<Tally> {
  const dir = join(ownDir, "test");
  const tallyFile = join(dir, `${stage}.json`);
  await mkdir(dir, { recursive: true });
  rmSync(tallyFile, { force: true });
  const code = await runInherited(process.execPath, args, { [tallyVariable]: tallyFile });
  if (!existsSync(tallyFile)) return failed;
  const tally = JSON.parse(readFileSync(tallyFile, "utf8")) as Tally;
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

function vitest(project: string, more: readonly string[] = []): Promise<Tally> {
  const reporters = ["--reporter=default", `--reporter=${join(rootDir, "scripts/test/vitest-tally.ts")}`];
  return runTallied(project, [packageFile("vitest/vitest.mjs"), "run", "--project", project, ...reporters, ...more]);
}

async function runIntegration(missing: readonly Wanted[]): Promise<Tally> {
  const retry = `--retry=${triesAgain}`;
  if (!missing.includes("kafka")) return vitest("integration", [retry]);
  const tally = await vitest("integration", [retry, "--exclude", "io/kafka/**"]);
  const skip = { name: "io/kafka/**", reason: "Apache Kafka is not to be had on this machine, see set-up above" };
  return { ...tally, skipped: [...tally.skipped, skip] };
}

async function runBuild(): Promise<Tally> {
  const trouble = await buildPages();
  if (trouble === null) return passed;
  console.error(trouble);
  return failed;
}

function runBrowser(): Promise<Tally> {
  const reporters = `--reporter=list,${join(rootDir, "scripts/test/playwright-tally.ts")}`;
  return runTallied("browser", [packageFile("@playwright/test/cli.js"), "test", reporters, `--retries=${triesAgain}`]);
}

async function runLaws(): Promise<Tally> {
  const files = sourceFiles(rootDir).filter((path) => /\.(ts|tsx)$/.test(path));
  const violations = checkFiles(rootDir, files);
  for (const { law, because, where } of violations) console.error(`${where}\n  breaks "${law}": ${because}`);
  console.log(`${files.length} files, ${violations.length} broken laws`);
  return violations.length === 0 && files.length > 0 ? passed : failed;
}

async function runLines(): Promise<Tally> {
  const tooLong = longFiles(rootDir, sourceFiles(rootDir));
  for (const { path, lines } of tooLong) console.error(`${path} has ${lines} lines: split it by what it is for`);
  return tooLong.length === 0 ? passed : failed;
}

/** What `config check` and `config diff` say of the pipelines that come along. */
async function runPipelines(): Promise<Tally> {
  try {
    const found = diffFamilies(resolveConfiguration(await readPipelineFolder(), taskCatalog).pipelines);
    for (const line of familiesText(found)) console.log(line);
    return found.typedTwice.length === 0 && found.compared > 0 ? passed : failed;
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    console.error(error.message);
    return failed;
  }
}

export const stages: readonly Stage[] = [
  check("types", "types (tsc)", process.execPath, [packageFile("typescript/bin/tsc"), "--noEmit", "-p", rootDir]),
  check("lint", "lint (biome)", process.execPath, [packageFile("@biomejs/biome/bin/biome"), "check", "."]),
  { name: "laws", title: "import laws", needs: [], run: runLaws },
  { name: "lines", title: "no file over 400 lines", needs: [], run: runLines },
  { name: "pipelines", title: "pipelines, and that none types a value twice", needs: [], run: runPipelines },
  { name: "unit", title: "unit tests (vitest)", needs: [], run: () => vitest("unit") },
  { name: "integration", title: "integration tests (vitest)", needs: ["redis", "kafka"], run: runIntegration },
  { name: "build", title: "pages (next build)", needs: [], run: runBuild },
  { name: "browser", title: "browser tests (playwright)", needs: ["redis", "chromium"], run: runBrowser },
];
