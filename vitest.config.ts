/** Vitest: `unit` needs nothing but Node, `integration` has a real Redis and a real Kafka. */
import { defineConfig } from "vitest/config";

const never = ["**/node_modules/**", ".next/**", ".firstlook/**"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          // Property tests run thousands of cases, on machines that do other things as well.
          testTimeout: 30_000,
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...never, "**/*.integration.test.ts"],
        },
      },
      {
        test: {
          name: "integration",
          include: ["**/*.integration.test.ts"],
          exclude: never,
          globalSetup: ["scripts/test/integration-services.ts"],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
