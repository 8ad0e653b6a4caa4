/** Arguments of `npm start`. */
import { CommanderError } from "commander";
import { expect, test, vi } from "vitest";
import { parseStartOptions } from "./options.ts";

test("without arguments a demo night opens and nothing is replayed", () => {
  expect(parseStartOptions([])).toEqual({ replay: null, rate: null, camera: null, demo: true, kafka: false });
});

test("a replay takes the place of the demo, and rate 0 is a rate", () => {
  const options = parseStartOptions(["--replay", "night", "--rate", "0", "--camera", "LATISS"]);
  expect(options).toEqual({ replay: "night", rate: 0, camera: "LATISS", demo: false, kafka: false });
});

test("--no-demo and --kafka are understood", () => {
  expect(parseStartOptions(["--no-demo", "--kafka"])).toMatchObject({ demo: false, kafka: true });
});

test.each([
  [["--rate", "-1", "--replay", "night"], /from 0 on/],
  [["--rate", "fast", "--replay", "night"], /from 0 on/],
  [["--rate", "2"], /go with --replay/],
  [["--replay"], /argument missing/],
  [["somewhere"], /too many arguments/],
  [["--reply", "night"], /unknown option.*--reply/],
])("%j is wrong use, and says so", (args, message) => {
  const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  expect(() => parseStartOptions(args)).toThrow(CommanderError);
  expect(written.mock.calls.join("")).toMatch(message);
  written.mockRestore();
});
