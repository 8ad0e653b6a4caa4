/**
 * Fills package-lock.json's holes: optional packages for other platforms that the registry in use did not offer, on
 * which npm 11's `npm ci` stops with "Missing: … from lock file". Run it after each change of dependencies.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const systems = ["android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32", "wasi"];
const processors = ["arm64", "x64", "arm", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32"];

/** @returns what a package's name says of the platform it is for: `@next/swc-win32-x64-msvc` → win32, x64. */
export function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith("musl")) ? "musl" : "glibc";
  return {
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(os === "linux" ? { libc: [libc] } : {}),
    ...(os === undefined || os === "wasi" ? {} : { os: [os] }),
  };
}

/**
 * Adds an entry for each optional dependency that has none. Without an integrity npm takes the named version as the
 * registry of that day offers it, and on a platform that the entry is not for it takes nothing.
 * @returns the names added.
 */
export function fillLockfile(lock) {
  const added = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const hoisted = `node_modules/${name}`;
      if (lock.packages[hoisted] || lock.packages[`${path}/${hoisted}`] || !/^\d+\.\d+\.\d+\S*$/.test(version))
        continue;
      lock.packages[hoisted] = { version, ...(entry.dev ? { dev: true } : {}), ...platformOf(name), optional: true };
      added.push(`${name}@${version}`);
    }
  }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en"));
  lock.packages = Object.fromEntries(sorted);
  return added;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const path = process.argv[2] ?? "package-lock.json";
  const lock = JSON.parse(readFileSync(path, "utf8"));
  const added = fillLockfile(lock);
  if (added.length > 0) writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(added.length === 0 ? `${path}: no holes` : `${path}: filled ${added.length}:\n  ${added.join("\n  ")}`);
}
