/** The last lines that a program wrote to its error output, for the message of its failure and for the log of its job. */
const maxLetters = 500;
/** A program that writes in a circle should not fill the disk with its log. */
const maxLogged = 200;

export interface LastLines {
  /** Takes the next bytes; whole lines are handed to the log. */
  take(chunk: Buffer): void;
  /** The next image begins: so many lines may be logged again. */
  begin(): void;
  /** @returns the last lines since the image began, the unfinished one included. */
  ofImage(): string[];
  /** @returns the last lines, the unfinished one included; empty when there are none. */
  text(): string;
}

/** @param onLine told of each whole line, cut where it is very long. */
export function lastLines(count: number, onLine: (line: string) => void): LastLines {
  const kept: string[] = [];
  let open = "";
  let logged = 0;
  let inImage = 0;
  const withOpen = (): string[] => [...kept, open.trimEnd()].filter((line) => line !== "");
  return {
    take(chunk) {
      const parts = (open + chunk.toString("utf8")).split("\n");
      open = (parts.pop() ?? "").slice(0, maxLetters);
      for (const part of parts) {
        const line = part.slice(0, maxLetters).trimEnd();
        if (line === "") continue;
        kept.push(line);
        if (kept.length > count) kept.shift();
        inImage = Math.min(count, inImage + 1);
        logged += 1;
        if (logged <= maxLogged) onLine(line);
        if (logged === maxLogged) onLine(`(no more than ${maxLogged} lines of one image are logged)`);
      }
    },
    begin() {
      logged = 0;
      inImage = 0;
    },
    ofImage() {
      const lines = withOpen();
      return lines.slice(Math.max(0, kept.length - inImage)).slice(-count);
    },
    text: () => withOpen().slice(-count).join("\n"),
  };
}
