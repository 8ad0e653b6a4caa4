/** Arguments of `npm test`. */
import { CommanderError } from "commander";
import { expect, test, vi } from "vitest";
import { parseTestOptions } from "./options.ts";

const known = ["types", "lint", "unit"];

test("without --only all stages run, with it those named, in their own order", () => {
  expect(parseTestOptions([], known)).toEqual(known);
  expect(parseTestOptions(["--only", "unit, types"], known)).toEqual(["types", "unit"]);
});

test("an unknown stage is wrong use, and the stages are named", () => {
  const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  expect(() => parseTestOptions(["--only", "units"], known)).toThrow(CommanderError);
  expect(written.mock.calls.join("")).toContain("types, lint, unit");
  written.mockRestore();
});
