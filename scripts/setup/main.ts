/** Installs the parts named on the command line, or all of them: `node scripts/setup/main.ts redis chromium kafka`. */
import { ensureParts, type Wanted } from "./ensure-parts.ts";

const known: readonly Wanted[] = ["redis", "chromium", "kafka"];
const asked = process.argv.slice(2);
const wrong = asked.filter((name) => !known.includes(name as Wanted));
if (wrong.length > 0) {
  console.error(`no such part: ${wrong.join(", ")}; there are ${known.join(", ")}`);
  process.exitCode = 2;
} else {
  const outcomes = await ensureParts(asked.length > 0 ? (asked as Wanted[]) : known);
  for (const { name, missing, tookMs } of outcomes) {
    console.log(`${name}: ${missing === null ? "ready" : "missing"} (${(tookMs / 1000).toFixed(2)} s)`);
  }
  process.exitCode = outcomes.every((outcome) => outcome.missing === null) ? 0 : 1;
}
