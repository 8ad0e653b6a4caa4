/** `firstlook config` as people call it: output, exit codes and messages. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test, vi } from "vitest";
import { plainFrame } from "../../fixtures/plain-frame.ts";

vi.setConfig({ testTimeout: 30_000 });

const program = fileURLToPath(new URL("../firstlook.ts", import.meta.url));
const dir = mkdtempSync(join(tmpdir(), "firstlook-config-"));
afterAll(() => rmSync(dir, { recursive: true }));
const config = (...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, "config", ...words], {
    encoding: "utf8",
    cwd: dir,
  });
  return { status, stdout, stderr };
};
const file = (name: string, text: string) => {
  mkdirSync(join(dir, name, ".."), { recursive: true });
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};

test("check: everything that comes along is sound", () => {
  const { status, stdout } = config("check");
  expect(stdout).toMatch("ok     pipelines/quick-look.yaml: 1 task\n");
  expect(status).toBe(0);
});

test("check: a folder with a mistake is named with file, line and column, and fails", () => {
  file("night/_shared/f.yaml", "description: f\nfragments: { f: { detectionSigmas: 9 } }\n");
  file(
    "night/good.yaml",
    "description: g\nimports: _shared/f.yaml\ntasks: { q: { class: quick-look, config: { $use: f } } }\n",
  );
  file(
    "night/bad.yaml",
    "description: b\ntasks:\n  q:\n    class: quick-look\n    config:\n      detectionSigmas: 0\n",
  );
  const { status, stdout } = config("check", join(dir, "night"), "--json");
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ file: name, ok }) => [name, ok])).toEqual([
    ["night/_shared/f.yaml", true],
    ["night/bad.yaml", false],
    ["night/good.yaml", true],
  ]);
  expect(lines[1].problems).toMatchObject([{ file: "night/bad.yaml", line: 6, column: 7 }]);
  expect(status).toBe(1);
});

test("explain: a file outside the folder shows its values with the line that set them", () => {
  const path = file(
    "mine.yaml",
    "description: m\ntasks:\n  q:\n    class: quick-look\n    config:\n      starsMax: 9\n",
  );
  const { status, stdout } = config("explain", `${path}#q.starsMax`);
  expect(stdout).toMatch(
    /starsMax = 9\n {4}default .*overridden by the pipeline's own file\n {4}set +9 +\S+mine\.yaml:6 \[own\]/,
  );
  expect(status).toBe(0);
});

test("explain: an event shows which rule matched and why the others did not", () => {
  const event = {
    ...{ type: "image-arrived", v: 1, camera: "LATISS", exposureId: 2026090100001, dayObs: 20260901, seqNum: 1 },
    ...{ detector: "RXX_S00", uri: "file:///a.fits" },
  };
  const path = file("event.json", JSON.stringify(event));
  const { status, stdout } = config("explain", "--event", path);
  expect(stdout).toMatch(/LATISS 2026090100001 RXX_S00 raw: quick-look-latiss/);
  expect(stdout).toMatch(/quick-look-lsstcam +does not match +camera is LATISS, not LSSTCam/);
  expect(status).toBe(0);
  expect(stdout).toMatch(/quick-look-latiss-bias +may match +camera is LATISS, the header decides by imageType/);
  const bias = plainFrame({ widthPx: 16, heightPx: 16, cards: ["INSTRUME= 'LATISS'", "IMGTYPE = 'BIAS'"] });
  writeFileSync(join(dir, "bias.fits"), bias);
  for (const words of [
    ["--event", path, "--image", "bias.fits"],
    ["--image", "bias.fits"],
  ]) {
    const withHeader = config("explain", ...words).stdout;
    expect(withHeader).toMatch(/LATISS \d+ RXX_S00 raw: quick-look-latiss-bias\n/);
    expect(withHeader).toMatch(/quick-look-latiss-bias +matches +camera is LATISS, imageType is bias/);
  }
  const other = config("explain", "quick-look-lsstcam#quickLook.starsMax", "--event", path);
  expect(other.stdout).toMatch(/quick-look-lsstcam is not what this image gets\n(.*\n)*.*starsMax = /);
  expect(other.status).toBe(0);
  const context = file("context.json", JSON.stringify({ timestampEndOfReadout: 1, scriptSalIndex: 2 }));
  expect(config("explain", "--event", context)).toMatchObject({ status: 1, stdout: expect.stringContaining("ignore") });
  expect(config("explain", "--event", "nowhere.json").stderr).toMatch("nowhere.json cannot be read");
});

test("explain: values of this run stand over all others, and are held against the schema", () => {
  const set = (value: string) => config("explain", "quick-look#quickLook.starsMax", "--set", value);
  expect(set("quickLook.starsMax=9").stdout).toMatch(
    /starsMax = 9\n {4}default .*overridden by this run\n {4}set +9 +--set \[run-time\]: last set by this run/,
  );
  expect(set("quickLook.starsMax=0")).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("--set: task quickLook: starsMax is 0, allowed is a whole number from 1 to 100000"),
  });
  expect(set("quickLok.starsMax=9").stderr).toMatch('--set: there is no task "quickLok". Did you mean "quickLook"?');
  expect(set("quickLook.starMax=9").stderr).toMatch('has no field "starMax". Did you mean "starsMax"?');
  expect(set("starsMax").stderr).toMatch('--set: "starsMax" is not like task.field=value');
});

test("diff: counts what is shared and overridden; a value that is typed twice fails", () => {
  const { status, stdout } = config("diff", "quick-look", "prompt");
  expect(stdout).toMatch(/2 shared, 3 overridden, 0 only here, 0 typed twice/);
  expect(status).toBe(0);
  const own = (name: string) =>
    file(name, "description: d\ntasks: { q: { class: quick-look, config: { starsMax: 9 } } }\n");
  const twice = config("diff", own("one.yaml"), own("two.yaml"), "--json");
  expect(JSON.parse(twice.stdout).typedTwice).toMatchObject([{ label: "q", field: "starsMax" }]);
  expect(twice.status).toBe(1);
});

test("diff without names compares every two pipelines that come along", () => {
  const { status, stdout } = config("diff");
  expect(stdout).toMatch(/^\d\d+ pairs of pipelines, 0 values typed twice\n$/);
  expect(status).toBe(0);
  expect(config("diff", "prompt").status).toBe(2);
});

test("wrong use is told with exit code 2, an unknown pipeline with those that there are", () => {
  expect(config("explain").status).toBe(2);
  expect(config("check", "./nowhere.yaml")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("nowhere.yaml"),
  });
  expect(config("explain", "quick-lok")).toMatchObject({ status: 1, stderr: expect.stringContaining("quick-look") });
});
