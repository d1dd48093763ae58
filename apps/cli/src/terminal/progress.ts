/** Reports the progress of a long operation on stderr. */
export interface Progress {
  /** Replaces the previous text. */
  update(text: string): void;
  /** Writes the last update and ends the line. */
  done(): void;
}

export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const EVERY_MS = { terminal: 100, file: 3_000 };
const ERASE_LINE = '\r\u001b[2K';

/** On a terminal, rewrites one line; elsewhere, writes a line every few seconds. */
export function createProgress(output: ProgressOutput = process.stderr, now = () => performance.now()): Progress {
  const terminal = output.isTTY === true;
  let writtenAt = Number.NEGATIVE_INFINITY;
  let pending: string | undefined;
  const write = (text: string): void => {
    output.write(terminal ? `${ERASE_LINE}${text}` : `${text}\n`);
    writtenAt = now();
    pending = undefined;
  };
  return {
    update(text) {
      if (now() - writtenAt >= (terminal ? EVERY_MS.terminal : EVERY_MS.file)) write(text);
      else pending = text;
    },
    done() {
      if (pending !== undefined) write(pending);
      if (terminal && writtenAt > Number.NEGATIVE_INFINITY) output.write('\n');
    },
  };
}
