/** Cuts a stream of bytes into lines of bounded length. */
import { StringDecoder } from "node:string_decoder";

/**
 * @param onLine told of each line, without its end.
 * @param onTooLong told once, as soon as a line is longer than `maxLetters`; nothing follows.
 * @returns what is to be given each chunk.
 */
export function splitLines(
  maxLetters: number,
  onLine: (line: string) => void,
  onTooLong: (start: string) => void,
): (chunk: Buffer) => void {
  const decoder = new StringDecoder("utf8");
  let pieces: string[] = [];
  let held = 0;
  let isOver = false;

  function take(piece: string): boolean {
    if (held + piece.length > maxLetters) {
      isOver = true;
      onTooLong([...pieces, piece].join(""));
      pieces = [];
      return false;
    }
    pieces.push(piece);
    held += piece.length;
    return true;
  }

  return (chunk) => {
    if (isOver) return;
    const parts = decoder.write(chunk).split("\n");
    for (const [at, part] of parts.entries()) {
      if (!take(part)) return;
      if (at === parts.length - 1) return;
      const line = pieces.join("").replace(/\r$/, "");
      pieces = [];
      held = 0;
      onLine(line);
    }
  };
}
