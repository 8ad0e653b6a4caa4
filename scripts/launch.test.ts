/** When the launcher takes node_modules for what the lockfile says, and how a lockfile's holes are filled. */
import { expect, test } from "vitest";

const { packagesMatch } = await import("./launch.mjs" as string);
const { fillLockfile, platformOf } = await import("./setup/fill-lockfile.mjs" as string);

const wanted = {
  "": { version: "0.1.0" },
  "node_modules/zod": { version: "4.0.0" },
  "node_modules/@next/swc-darwin-arm64": { version: "16.0.0", optional: true },
};

test("optional packages for other platforms may be missing, others not", () => {
  expect(packagesMatch(wanted, { "node_modules/zod": { version: "4.0.0" } })).toBe(true);
  expect(packagesMatch(wanted, {})).toBe(false);
});

test("another version is another package", () => {
  expect(packagesMatch(wanted, { "node_modules/zod": { version: "4.0.1" } })).toBe(false);
});

test.each([
  ["@next/swc-win32-x64-msvc", { cpu: ["x64"], os: ["win32"] }],
  ["@biomejs/cli-linux-arm64-musl", { cpu: ["arm64"], libc: ["musl"], os: ["linux"] }],
  ["@tailwindcss/oxide-linux-arm-gnueabihf", { cpu: ["arm"], libc: ["glibc"], os: ["linux"] }],
  ["@tailwindcss/oxide-wasm32-wasi", { cpu: ["wasm32"] }],
])("the name %s tells its platform", (name, platform) => {
  expect(platformOf(name)).toEqual(platform);
});

test("holes are filled once, and what is there stays", () => {
  const lock = {
    packages: {
      "node_modules/next": {
        version: "16.0.0",
        optionalDependencies: { "@next/swc-darwin-x64": "16.0.0", sharp: "^1" },
      },
    },
  };
  expect(fillLockfile(lock)).toEqual(["@next/swc-darwin-x64@16.0.0"]);
  expect(lock.packages).toHaveProperty(["node_modules/@next/swc-darwin-x64"], {
    version: "16.0.0",
    cpu: ["x64"],
    os: ["darwin"],
    optional: true,
  });
  expect(fillLockfile(lock)).toEqual([]);
});
