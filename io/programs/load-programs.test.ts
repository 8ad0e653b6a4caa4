/** Files of programs: what they declare, and every mistake named with its file. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { loadMetrics, loadPrograms, parseProgram, programTask } from "./load-programs.ts";

const dir = mkdtempSync(join(tmpdir(), "firstlook-programs-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const text = (changes = "", key = "moments_sky") => `
name: moments
version: "1"
title: Moments
command: [python3, ./moments.py, --fast]
metrics: [{ key: ${key}, label: Sky, unit: count, digits: 1, aggregation: median, definition: Sky. }]
${changes}`;

test("a program's metrics have the shape of the registry's, and its command is found from anywhere", () => {
  const program = parseProgram(text(), "/programs/moments.yaml");
  expect(program).toMatchObject({
    command: ["python3", "/programs/moments.py", "--fast"],
    startTimeoutS: 60,
    env: [],
    config: {},
  });
  expect(program.metrics[0]).toMatchObject({ level: "detector", limits: [] });
});

test.each([
  ["timeout: 3", /timeout/],
  ["env: [lower, 2x]", /env\[1\]/],
  ["timeoutS: 0", /timeoutS/],
  ["- nonsense", /is not YAML/],
])("%s is refused, with the file and the field", (changes, problem) => {
  expect(() => parseProgram(text(changes), "/programs/moments.yaml")).toThrow(problem);
  expect(() => parseProgram(text(changes), "/programs/moments.yaml")).toThrow("/programs/moments.yaml");
});

test("a configuration changes the declared fields, with values of their kind, and no others", () => {
  const program = parseProgram(text("config: { sigmas: 5, filter: true, mode: fast }"), "/p.yaml");
  const { config, ...task } = programTask(program);
  expect(task).toEqual({ name: "moments", version: "1", title: "Moments", metrics: ["moments_sky"], pictures: [] });
  expect(config.parse({ sigmas: 3 })).toEqual({ sigmas: 3, filter: true, mode: "fast" });
  expect(() => config.parse({ sigma: 3 })).toThrow(/sigma/);
  expect(() => config.parse({ sigmas: "3" })).toThrow(/sigmas/);
});

test("a metric is defined once, and a name is taken once", async () => {
  const folder = (name: string, files: Record<string, string>) => {
    mkdirSync(join(dir, name));
    for (const [file, content] of Object.entries(files)) writeFileSync(join(dir, name, file), content);
    return loadPrograms(join(dir, name));
  };
  await expect(folder("registry", { "a.yaml": text("", "sky_bg") })).rejects.toThrow(/"sky_bg" is taken by contracts/);
  await expect(folder("names", { "a.yaml": text(), "b.yaml": text("", "other") })).rejects.toThrow(
    /b\.yaml.*"moments"/,
  );
  const other = text().replace("name: moments", "name: other");
  await expect(folder("keys", { "a.yaml": text(), "b.yaml": other })).rejects.toThrow(/"moments_sky".*a\.yaml/);
});

test("a folder that is absent holds no programs; the example is a program", async () => {
  expect(await loadPrograms(join(dir, "absent"))).toEqual(new Map());
  const examples = await loadPrograms(fileURLToPath(new URL("../../examples/python", import.meta.url)));
  expect([...examples.keys()]).toEqual(["moments"]);
});

test("the registry of metrics holds what programs declare, with unit and definition, behind its own", async () => {
  const folder = mkdtempSync(join(dir, "registry-"));
  writeFileSync(join(folder, "moments.yaml"), text());
  const registry = await loadMetrics(folder);
  expect(registry[0]?.key).toBe("postisr_pixel_median");
  expect(registry.at(-1)).toMatchObject({ key: "moments_sky", unit: "count", definition: "Sky.", level: "detector" });
});
