/** What is wrong in a pipeline file, with the place where a person has to look. */

/** A place in a file; line and column count from 1. Line 0 stands for a value that was given at run-time. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong, and where. */
export interface Problem extends Place {
  readonly message: string;
}

/** Pipeline files that cannot be used, with all that is wrong in them, not only the first. */
export class PipelineError extends Error {
  override name = "PipelineError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(problemText).join("\n"));
    this.problems = problems;
  }
}

/** @returns the problem at a place. */
export function problemAt({ file, line, column }: Place, message: string): Problem {
  return { file, line, column, message };
}

/** @returns `file:line:column: message`, as editors and compilers write it; of a run-time value its source alone. */
export function problemText(problem: Problem): string {
  const column = problem.line === 0 ? "" : `:${problem.column}`;
  return `${placeText(problem)}${column}: ${problem.message}`;
}

/** @returns `file:line`, or the name of the run-time source alone. */
export function placeText({ file, line }: Place): string {
  return line === 0 ? file : `${file}:${line}`;
}
