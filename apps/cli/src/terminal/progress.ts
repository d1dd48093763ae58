/** Tells how far a long work has come, on stderr. */
export interface Progress {
  /** Replaces what was told before. */
  update(text: string): void;
  /** Tells the last update, and leaves the line. */
  done(): void;
}

export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const EVERY_MS = { terminal: 100, file: 3_000 };
const ERASE_LINE = '\r\u001b[2K';

/** On a terminal one line that is written anew; elsewhere a line every few seconds. */
export function createProgress(output: ProgressOutput = process.stderr, now = () => performance.now()): Progress {
  const terminal = output.isTTY === true;
  let toldAt = Number.NEGATIVE_INFINITY;
  let untold: string | undefined;
  const tell = (text: string): void => {
    output.write(terminal ? `${ERASE_LINE}${text}` : `${text}\n`);
    toldAt = now();
    untold = undefined;
  };
  return {
    update(text) {
      if (now() - toldAt >= (terminal ? EVERY_MS.terminal : EVERY_MS.file)) tell(text);
      else untold = text;
    },
    done() {
      if (untold !== undefined) tell(untold);
      if (terminal && toldAt > Number.NEGATIVE_INFINITY) output.write('\n');
    },
  };
}
