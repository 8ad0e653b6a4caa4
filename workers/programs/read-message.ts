/** One line of a program's standard output, read and checked. Pure. */
import type { z } from "zod";
import { type ProgramMessage, programMessage } from "#contracts/program.ts";

const shownLetters = 200;
/** Texts are matched so that they are passed over. */
const textOrNotFinite = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;

/** @returns the message, or what is wrong with the line, naming it. */
export function readMessage(line: string): { message: ProgramMessage } | { problem: string } {
  const value = parseJson(line);
  if (value === undefined) {
    return {
      problem: `wrote a line that is no JSON: ${shown(line)}. Its standard output is for messages only; print to the error output`,
    };
  }
  const read = programMessage.safeParse(value);
  if (read.success) return { message: read.data };
  return { problem: `wrote a line that is no message of protocol 1 (${problemsOf(read.error)}): ${shown(line)}` };
}

/** @returns undefined for what is no JSON, even with the NaN and Infinity that Python writes. */
function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    if (!/NaN|Infinity/.test(line)) return undefined;
  }
  try {
    return JSON.parse(line.replace(textOrNotFinite, (found) => (found.startsWith('"') ? found : `"${found}"`)));
  } catch {
    return undefined;
  }
}

function problemsOf(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join(".") || "message"}: ${issue.message}`).join("; ");
}

/** @returns a text that is safe and short enough for a sentence. */
function shown(line: string): string {
  return JSON.stringify(line.length > shownLetters ? `${line.slice(0, shownLetters)}…` : line);
}
