/** Builds the pages when their sources have changed since the last build. */
import { join } from "node:path";
import { rootDir } from "../setup/places.ts";
import { progressOn } from "../setup/progress.ts";
import { runCommand } from "../setup/run-command.ts";
import { hashSources, isBuildCurrent, stampBuild } from "./build-stamp.ts";

/** @returns what went wrong, or null when the build is current. */
export async function buildPages(progress = progressOn(process.stderr)): Promise<string | null> {
  if (isBuildCurrent(rootDir)) return null;
  progress.say("pages: building (next build; about half a minute, only when their sources have changed)");
  const startedAtMs = performance.now();
  const hash = hashSources(rootDir);
  const next = join(rootDir, "node_modules", "next", "dist", "bin", "next");
  const outcome = await runCommand(process.execPath, [next, "build"], {
    cwd: rootDir,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    onLine: (line) => {
      const doing =
        /(Creating|Compiled|Running TypeScript|Collecting|Generating|Finalizing)[a-z ]*(?= in |\.\.\.|$)/.exec(line);
      if (doing !== null) progress.step(`pages: ${doing[0].trim().toLowerCase()}`, null);
    },
  });
  if (outcome.code !== 0) return `next build ended with ${outcome.code}:\n  ${outcome.tail.slice(-25).join("\n  ")}`;
  stampBuild(rootDir, hash);
  progress.say(`pages: built in ${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`);
  return null;
}
