/** What `npm test` is asked for on the command line. */
import { Command, InvalidArgumentError } from "commander";

/**
 * @param args the words after `npm test --`
 * @param known names of all stages
 * @returns names of the stages to run, in the order of `known`
 * @throws CommanderError for wrong use and for `--help`, whose exitCode is 0; the person has been told.
 */
export function parseTestOptions(args: readonly string[], known: readonly string[]): string[] {
  const parseNames = (text: string): string[] => {
    const names = text.split(",").map((name) => name.trim());
    const unknown = names.filter((name) => !known.includes(name));
    if (unknown.length > 0) throw new InvalidArgumentError(`the stages are ${known.join(", ")}.`);
    return names;
  };
  const program = new Command("npm test --")
    .description("Sets up what the tests need, runs all stages, and ends with the counts.")
    .option("--only <stages>", `only these stages, separated by commas: ${known.join(", ")}`, parseNames)
    .allowExcessArguments(false)
    .exitOverride();
  program.parse(args, { from: "user" });
  const { only } = program.opts<{ only?: string[] }>();
  return known.filter((name) => only === undefined || only.includes(name));
}
