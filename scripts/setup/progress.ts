/** Tells a person what set-up is doing and how far it is: one line a step, redrawn in place on a terminal. */

export interface Progress {
  /** A fact worth a line of its own. */
  say(text: string): void;
  /** Where a long step stands; `percent` null when the step cannot tell. */
  step(text: string, percent: number | null): void;
}

/** Whether a new percentage is worth a line where lines cannot be redrawn: every quarter. */
export function isWorthALine(lastPercent: number, percent: number): boolean {
  return Math.floor(percent / 25) > Math.floor(lastPercent / 25);
}

/** @returns progress on stderr, so that a command's own output stays clean. */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  let last = { text: "", percent: 0 };
  let open = false;
  const endLine = (): void => {
    if (open) stream.write("\n");
    open = false;
  };
  return {
    say(text) {
      endLine();
      stream.write(`[set-up] ${text}\n`);
    },
    step(text, percent) {
      const line = `[set-up] ${text}${percent === null ? "" : ` ${Math.round(percent)} %`}`;
      if (stream.isTTY) {
        stream.write(`\r\x1b[K${line}`);
        open = true;
      } else if (text !== last.text || (percent !== null && isWorthALine(last.percent, percent))) {
        stream.write(`${line}\n`);
      }
      last = { text, percent: percent ?? 0 };
    },
  };
}
