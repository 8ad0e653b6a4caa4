/** A progress line on stderr: rewritten in place on a terminal, every tenth of the way elsewhere. */

export interface ProgressLine {
  show(done: number, total: number): void;
  /** Ends the line with what came of it. */
  end(outcome: string): void;
}

const barWidth = 24;

/** @param verb what is done, for example `simulated`. @param noun to how many of what. */
export function progressLine(verb: string, noun: string): ProgressLine {
  let lastTenth = -1;
  let last = "";
  return {
    show(done, total) {
      const share = total > 0 ? done / total : 1;
      const filled = Math.round(share * barWidth);
      last = `${verb} ${done}/${total} ${noun}`;
      if (process.stderr.isTTY) {
        process.stderr.write(`\r[${"#".repeat(filled)}${"-".repeat(barWidth - filled)}] ${last} `);
      } else if (Math.floor(share * 10) > lastTenth) {
        lastTenth = Math.floor(share * 10);
        process.stderr.write(`${last}\n`);
      }
    },
    end(outcome) {
      process.stderr.write(`${process.stderr.isTTY ? "\r\u001b[K" : ""}${last} ${outcome}\n`);
    },
  };
}
