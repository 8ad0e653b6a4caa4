/** Starts a Firstlook command on any Node from 20 on: the packages first, then Node 24, then the command itself. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const stampFile = join(modules, ".firstlook-lock");
const oldestNode = 20;
const wantedNode = 24;

/** What runs for each command: a TypeScript file, and arguments that come before the person's own. */
const commands = {
  start: ["scripts/start/main.ts"],
  test: ["scripts/test/main.ts"],
  check: ["scripts/test/main.ts", "--only", "types,lint,laws,lines,pipelines"],
  bench: ["bench/main.ts"],
  soak: ["scripts/soak/main.ts"],
  screenshots: ["scripts/screenshots/main.ts"],
  setup: ["scripts/setup/main.ts"],
  firstlook: ["scripts/firstlook.ts"],
};

const say = (text) => process.stderr.write(`${text}\n`);

function fail(text, code = 1) {
  say(`firstlook: ${text}`);
  process.exit(code);
}

function majorOf(version) {
  return Number.parseInt(version.replace(/^v/, ""), 10);
}

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

function sha256(path) {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

/**
 * @param wanted `packages` of package-lock.json
 * @param present `packages` of node_modules/.package-lock.json
 * @returns whether all that is wanted is there in the wanted version; optional packages may be missing.
 */
export function packagesMatch(wanted, present) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || entry.link) return true;
    const there = present[path];
    return there === undefined
      ? entry.optional === true || entry.devOptional === true
      : there.version === entry.version;
  });
}

/** Whether node_modules is what the lockfile says; a node_modules that npm itself made from it is stamped. */
function packagesAreCurrent(lockFile) {
  const hash = sha256(lockFile);
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === hash) return true;
  const presentFile = join(modules, ".package-lock.json");
  if (!existsSync(presentFile)) return false;
  if (!packagesMatch(readJson(lockFile).packages, readJson(presentFile).packages)) return false;
  writeFileSync(stampFile, hash);
  return true;
}

/** Packages that are unpacked: npm makes all the folders first, and fills them one by one. */
function countPackages() {
  if (!existsSync(modules)) return 0;
  const names = readdirSync(modules).filter((name) => !name.startsWith("."));
  const inScope = (scope) => readdirSync(join(modules, scope)).map((name) => join(scope, name));
  const folders = names.flatMap((name) => (name.startsWith("@") ? inScope(name) : [name]));
  return folders.filter((folder) => existsSync(join(modules, folder, "package.json"))).length;
}

/** Number of folders that the lockfile puts straight into node_modules on this platform, about. */
function expectedPackages(lockFile) {
  const entries = Object.entries(readJson(lockFile).packages);
  const here = ([path, entry]) =>
    /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) &&
    (entry.os === undefined || entry.os.includes(process.platform)) &&
    (entry.cpu === undefined || entry.cpu.includes(process.arch)) &&
    (entry.libc === undefined || entry.libc.includes("glibc"));
  return entries.filter(here).length;
}

/** npm as it was started, or else the one on PATH. */
function npmCommand() {
  const cli = process.env.npm_execpath ?? "";
  return cli.endsWith("npm-cli.js") ? [process.execPath, [cli]] : ["npm", []];
}

function showProgress(expected) {
  const started = Date.now();
  const timer = setInterval(
    () => {
      const count = Math.min(countPackages(), expected);
      const seconds = Math.round((Date.now() - started) / 1000);
      const line = `[set-up] packages: ${count} of ${expected} in place, ${seconds} s`;
      if (process.stderr.isTTY) process.stderr.write(`\r${line} `);
      else say(line);
    },
    process.stderr.isTTY ? 500 : 5000,
  );
  return () => {
    clearInterval(timer);
    if (process.stderr.isTTY) process.stderr.write("\n");
  };
}

async function installPackages(lockFile) {
  const expected = expectedPackages(lockFile);
  say(`[set-up] packages: installing ${expected} from package-lock.json (npm ci; about half a minute the first time)`);
  const started = Date.now();
  const [command, before] = npmCommand();
  const output = [];
  const stopProgress = showProgress(expected);
  const code = await new Promise((resolve) => {
    const npm = spawn(command, [...before, "ci", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [npm.stdout, npm.stderr]) stream.on("data", (chunk) => output.push(chunk));
    npm.on("error", (error) => {
      output.push(Buffer.from(error.message));
      resolve(127);
    });
    npm.on("exit", (exitCode, signal) => resolve(exitCode ?? 128 + (constants.signals[signal] ?? 0)));
  });
  stopProgress();
  if (code !== 0) {
    const lines = Buffer.concat(output).toString("utf8").split("\n");
    const errors = lines.filter((line) => /\S/.test(line) && !/^npm (warn|error\s+at )/.test(line));
    const tail = errors.slice(0, 6).join("\n  ");
    fail(
      `the packages could not be installed: npm ci ended with ${code} in ${root}.\n  ${tail}\n` +
        "What to do: see that this machine reaches an npm registry (npm ping) and that the disk is not full (df -h), " +
        "then run the command again. Nothing has to be cleaned up first.",
    );
  }
  writeFileSync(stampFile, sha256(lockFile));
  say(`[set-up] packages: ready in ${Math.round((Date.now() - started) / 1000)} s`);
}

/** @returns a Node of at least 24: this one, or the one that the packages carry. */
function modernNode() {
  if (majorOf(process.version) >= wantedNode) return process.execPath;
  const carried = join(modules, `node-${process.platform}-${process.arch}`, "bin", "node");
  if (existsSync(carried) && statSync(carried).size > 0) return carried;
  return fail(
    `Node ${wantedNode} is needed and this is ${process.version}. The packages carry one only for Linux on x64 and ` +
      `arm64, not for ${process.platform} on ${process.arch}: install Node ${wantedNode} and run the command again.`,
  );
}

/** Where the system can, the kernel ends the child when this process is killed without a chance to do so. */
function boundToParent(command, args) {
  const setpriv = process.platform === "linux" && ["/usr/bin/setpriv", "/bin/setpriv"].find((path) => existsSync(path));
  return setpriv ? [setpriv, ["--pdeathsig", "TERM", "--", command, ...args]] : [command, args];
}

function runCommand(node, args) {
  const [command, commandArgs] = boundToParent(node, args);
  const child = spawn(command, commandArgs, {
    stdio: "inherit",
    env: {
      NODE_COMPILE_CACHE: join(root, ".firstlook", "compile-cache"),
      ...process.env,
      PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ""}`,
    },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  // npm that is killed outright tells nobody; the change of parent is the only sign.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event !== undefined) {
    setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 1000).unref();
  }
  child.on("error", (error) => fail(`${command} could not be started: ${error.message}`));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

/** Runs one of Firstlook's commands with a person's arguments; the process ends with the command's exit code. */
export async function launch(what, args) {
  if (majorOf(process.version) < oldestNode) {
    fail(`Node ${oldestNode} or newer is needed to begin with, and this is ${process.version}. Install a newer Node.`);
  }
  const command = Object.hasOwn(commands, what) ? commands[what] : undefined;
  if (command === undefined) fail(`"${what}" is no command; there are ${Object.keys(commands).join(", ")}.`, 2);
  const lockFile = join(root, "package-lock.json");
  if (!existsSync(lockFile)) fail(`${lockFile} is missing: the packages cannot be installed without it. Clone again.`);
  if (!packagesAreCurrent(lockFile)) await installPackages(lockFile);
  const [file, ...before] = command;
  runCommand(modernNode(), [join(root, file), ...before, ...args]);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await launch(process.argv[2], process.argv.slice(3));
}
