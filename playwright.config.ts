/** Playwright: Debian's Chromium against a whole system that was started for the tests and has no demo night. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { chromiumArgs, chromiumPath } from "./scripts/parts/chromium.ts";
import { ownDir } from "./scripts/setup/places.ts";

const port = Number(process.env["E2E_PORT"] ?? 3100);
const dataDir = join(ownDir, "test", `e2e-${port}`);
// Commands that a test runs find the system by its data folder.
process.env["DATA_DIR"] = dataDir;
// Tests change pipelines, so the system has some of its own.
const pipelinesDir = join(dataDir, "pipelines");
process.env["E2E_PIPELINES"] = pipelinesDir;

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  workers: 1,
  retries: 0,
  timeout: 60_000,
  use: {
    baseURL: `http://localhost:${port}`,
    browserName: "chromium",
    launchOptions: { executablePath: chromiumPath(), args: [...chromiumArgs] },
    trace: "retain-on-failure",
  },
  webServer: {
    command: `rm -rf "${dataDir}" && mkdir -p "${dataDir}" && cp -R pipelines "${pipelinesDir}" && exec "${process.execPath}" scripts/start/main.ts --no-demo`,
    url: `http://localhost:${port}/api/health`,
    env: {
      PORT: String(port),
      DATA_DIR: dataDir,
      PIPELINES_DIR: pipelinesDir,
      IMAGE_ROOTS: tmpdir(),
      REDIS_URL: "",
      KAFKA_BROKERS: "",
    },
    reuseExistingServer: false,
    timeout: 180_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
  },
});
